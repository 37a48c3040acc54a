namespace NanoLive.Format
{
    /// <summary>
    /// One class of the release, or of an earlier patch, and the class of the patch that takes its place. An object is moved by the change that names
    /// exactly its class, else by that of the release's class. A change whose old assembly is not on the board is of a patch that does not run there.
    /// </summary>
    [ForTools]
    public sealed class ClassChange
    {
        /// <summary>What <c>Handler</c> is asked for, besides the index of a method: to stop the thread that is inside of the object, or to start one.</summary>
        public const int StopThread = -1;

        public const int StartThread = -2;

        /// <summary>Simple name of the assembly, and full name of its class.</summary>
        public string OldAssembly;

        public string OldClass;

        /// <summary>
        /// Full name of the class in the patch assembly. It has a public constructor that does nothing, with one parameter, of this class itself;
        /// and those of the new version where its objects are made otherwise than the release makes them.
        /// </summary>
        public string NewClass;

        /// <summary>Only what name and type do not already say.</summary>
        public FieldMove[] Moves;

        /// <summary>
        /// Full name of a class of the patch, mostly of the new class itself, with <c>static void Up(object old, object next)</c> and, where
        /// the way back needs it, <c>static void Down(object next, object old)</c>, called after the fields were moved; null if none.
        /// </summary>
        public string Migration;

        /// <summary>
        /// Names of the old class's methods that are subscribed to events. The new class answers
        /// <c>static object Handler(object self, int index)</c> with a delegate on <c>self</c> for the method of that index.
        /// </summary>
        public string[] Handlers;

        /// <summary>
        /// Full name of the class of an earlier patch, beside the old class, whose <c>Down</c> undoes first what its <c>Up</c> did; null if none.
        /// Such a change has no way back but to the state of the commit.
        /// </summary>
        public string Undoes;
    }
}
