using System;

namespace NanoLive.Objects
{
    /// <summary>
    /// Marks the static class that converts the state of objects of <see cref="Class"/> after their fields were moved:
    /// <c>static void Up(object old, object next)</c> and <c>static void Down(object next, object old)</c>; or that stops the thread which runs inside of
    /// such an object, before state is read, and starts it inside of the one that goes on: <c>static object Stop(object of)</c>, null when none ran, and
    /// <c>static void Start(object of)</c>. What they throw fails the patch. Its other static methods that are given an object of
    /// the class first answer calls of methods of their names that the release had: adapters for code that goes on as it was. It travels in the patch.
    /// </summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class StateMigrationAttribute : Attribute
    {
        public StateMigrationAttribute(Type @class)
        {
            Class = @class;
        }

        public Type Class;

        /// <summary>
        /// The statements that the class's constructor has beyond the release's run on the new object, before <c>Up</c>. What it was given
        /// comes from the fields that keep it.
        /// </summary>
        public bool ConstructorAdditions;
    }
}
