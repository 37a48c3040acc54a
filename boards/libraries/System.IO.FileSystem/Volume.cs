using NanoLive;
using NanoLive.Hardware;

namespace System.IO
{
    /// <summary>The board's file system, if it has one.</summary>
    internal static class Volume
    {
        public static IFiles Files
        {
            get
            {
                IFiles files = Socket.Board as IFiles;
                if (files == null)
                {
                    throw new IOException("This board has no file system.");
                }

                return files;
            }
        }

        public static string Checked(string path)
        {
            if (path == null)
            {
                throw new ArgumentNullException();
            }

            if (path.Length == 0)
            {
                throw new ArgumentException();
            }

            return path;
        }
    }
}
