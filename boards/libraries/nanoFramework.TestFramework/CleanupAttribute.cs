using System;

namespace nanoFramework.TestFramework
{
    /// <summary>Marks what runs once after the tests of its class.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public class CleanupAttribute : Attribute
    {
    }
}
