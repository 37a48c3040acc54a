using System;
using System.Reflection;
using NanoLive.Format;

namespace NanoLive.Loading
{
    /// <summary>A class change of a plan with its names turned into types and members.</summary>
    [ForTools]
    public sealed class LoadedClass
    {
        internal LoadedClass(ClassChange change, Type releaseType, Type newType)
        {
            Change = change;
            ReleaseType = releaseType;
            NewType = newType;
        }

        public ClassChange Change { get; }

        public Type ReleaseType { get; }

        public Type NewType { get; }

        /// <summary>
        /// The constructor by which an object is made that takes over another: it sets nothing and calls nothing. Its one parameter is of the
        /// class itself, so that it is unlike any constructor that somebody wrote; the argument is always null.
        /// </summary>
        public ConstructorInfo Adoption { get; internal set; }

        /// <summary><c>static void Up(object old, object next)</c>; null if none.</summary>
        public MethodInfo Up { get; internal set; }

        /// <summary><c>static void Down(object next, object old)</c>; null if none.</summary>
        public MethodInfo Down { get; internal set; }

        /// <summary>The <c>Down</c> of the earlier patch that the object comes from; null if there is nothing to undo.</summary>
        public MethodInfo Undo { get; internal set; }

        /// <summary><c>static object Handler(object self, int index)</c>; null if none.</summary>
        public MethodInfo Handler { get; internal set; }
    }
}
