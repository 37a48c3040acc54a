namespace NanoLive.Objects
{
    /// <summary>States of a <see cref="Mediator"/>; the transitions are listed there.</summary>
    [ForTools]
    public static class MediatorState
    {
        /// <summary>Not standing in the table: no swap is going on.</summary>
        public const int Normal = 0;

        /// <summary>A swap looks for a moment without callers; all callers pass.</summary>
        public const int Forward = 1;

        /// <summary>Callers that are inside nothing wait; those inside pass.</summary>
        public const int Block = 2;

        /// <summary>Nobody is inside; the swap has the objects for itself.</summary>
        public const int Completed = 3;
    }
}
