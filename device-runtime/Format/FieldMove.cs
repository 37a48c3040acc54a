namespace NanoLive.Format
{
    /// <summary>
    /// A field whose value goes elsewhere or changes type: <c>To = (type of To)(From * Multiply / Divide)</c>, numbers only where the factor
    /// is not 1, rounded to the nearest where the target is whole. Backwards it is read the other way round.
    ///
    /// It speaks of the release's class. An object of an earlier patch that has a field of its own under the target's name has been through it
    /// already: that field is taken instead.
    /// </summary>
    [ForTools]
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
