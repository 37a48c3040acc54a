namespace NanoLive.Objects
{
    /// <summary>A driver that has something to say about how state is put into it. Without it: fields, snapshot.</summary>
    public interface IStateImporter
    {
        /// <summary>Bits of <see cref="StateFormat"/>.</summary>
        int ImportFormats { get; }

        /// <summary>
        /// Takes state of the chosen format, after references were moved; <paramref name="state"/> is null for <see cref="StateFormat.Reset"/>.
        /// Not called for <see cref="StateFormat.Fields"/>. Must not touch hardware: the swap may still be abandoned.
        /// </summary>
        void ImportState(int format, object state);
    }
}
