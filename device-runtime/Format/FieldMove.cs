namespace NanoLive.Format
{
    /// <summary>
    /// A field whose value goes elsewhere or changes type: <c>To = (type of To)(From * Multiply / Divide)</c>, numbers only where the factor
    /// is not 1. Backwards it is read the other way round.
    ///
    /// A patch is for the release and for earlier patches alike, so a move is left out where it has nothing to do: when the object that is read has
    /// no field From, and when both objects have both fields (two patches with the same move: name and type carry the value). Moves are done after
    /// the fields that name and type carry, in their order; a later one wins.
    /// </summary>
    public sealed class FieldMove
    {
        /// <summary>Name in the old class; null: the new field keeps what the adoption constructor gives it (0 or null).</summary>
        public string From;

        /// <summary>Name in the new class; null: the old field's value is dropped.</summary>
        public string To;

        /// <summary>At least 1.</summary>
        public int Multiply = 1;

        /// <summary>At least 1.</summary>
        public int Divide = 1;
    }
}
