using System;

namespace nanoFramework.TestFramework
{
    /// <summary>Marks what runs once before the tests of its class.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public class SetupAttribute : Attribute
    {
    }
}
