using System;

namespace NanoLive.Objects
{
    /// <summary>
    /// Marks the static class that converts the state of objects of <see cref="Class"/> after their fields were moved:
    /// <c>static void Up(object old, object next)</c> and <c>static void Down(object next, object old)</c>. It travels in the patch.
    /// </summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class StateMigrationAttribute : Attribute
    {
        public StateMigrationAttribute(Type @class)
        {
            Class = @class;
        }

        public Type Class;
    }
}
