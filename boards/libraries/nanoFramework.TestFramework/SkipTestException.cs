using System;

namespace nanoFramework.TestFramework
{
    /// <summary>Ends a test without a verdict.</summary>
    public class SkipTestException : Exception
    {
        public SkipTestException(string message = null, Exception innerException = null)
            : base(message, innerException)
        {
        }
    }
}
