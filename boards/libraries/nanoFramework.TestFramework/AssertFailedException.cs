using System;

namespace TestFrameworkShared
{
    /// <summary>A claim that does not hold. Lives in this namespace in the real package, too.</summary>
    public class AssertFailedException : Exception
    {
        public AssertFailedException()
        {
        }

        public AssertFailedException(string msg)
            : base(msg)
        {
        }

        public AssertFailedException(string msg, Exception ex)
            : base(msg, ex)
        {
        }
    }
}
