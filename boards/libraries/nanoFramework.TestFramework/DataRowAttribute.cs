using System;

namespace nanoFramework.TestFramework
{
    /// <summary>Arguments of one run of a test method.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public class DataRowAttribute : Attribute
    {
        private readonly object[] _methodParameters;

        public DataRowAttribute(params object[] methodParameters)
        {
            _methodParameters = methodParameters;
        }

        public object[] MethodParameters
        {
            get { return _methodParameters; }
        }
    }
}
