namespace NanoLive.Hardware
{
    /// <summary>
    /// The file system of a board that has one: the board's IHardware then implements this, too. Paths begin with a volume, such as I:\.
    /// A file is exactly as long as it was written; what Write was given survives a power cut once Write has returned.
    /// </summary>
    public interface IFiles
    {
        bool FileExists(string path);

        bool DirectoryExists(string path);

        /// <summary>Makes an empty file, or empties it.</summary>
        void Create(string path);

        void Delete(string path);

        /// <summary>The target must not exist.</summary>
        void Move(string from, string to);

        long LengthBytes(string path);

        void SetLength(string path, long lengthBytes);

        /// <summary>Returns how many bytes there were, 0 at the end.</summary>
        int Read(string path, long position, byte[] buffer, int offset, int count);

        void Write(string path, long position, byte[] buffer, int offset, int count);

        /// <summary>Full paths of the files in a directory.</summary>
        string[] FilesIn(string path);
    }
}
