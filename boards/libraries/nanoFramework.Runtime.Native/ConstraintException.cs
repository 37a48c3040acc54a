using System;

namespace nanoFramework.Runtime.Native
{
    /// <summary>Thrown into a thread that ran longer than its constraint allows.</summary>
    public class ConstraintException : Exception
    {
    }
}
