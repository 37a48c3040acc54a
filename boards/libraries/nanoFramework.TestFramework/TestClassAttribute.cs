using System;

namespace nanoFramework.TestFramework
{
    /// <summary>Marks a class whose test methods are run.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public class TestClassAttribute : Attribute
    {
    }
}
