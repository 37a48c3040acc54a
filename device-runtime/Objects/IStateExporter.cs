namespace NanoLive.Objects
{
    /// <summary>A driver that has something to say about how its state is read. Without it: fields, snapshot, reset.</summary>
    public interface IStateExporter
    {
        /// <summary>Bits of <see cref="StateFormat"/>.</summary>
        int ExportFormats { get; }

        /// <summary>
        /// The state in one of the offered formats: a <see cref="NeutralState"/> for <see cref="StateFormat.Snapshot"/>, anything for an own
        /// one. Not called for the others. Must leave the object as it is: the swap may still be abandoned.
        /// </summary>
        object ExportState(int format);
    }
}
