namespace System.IO
{
    /// <summary>Directories by path. The real CreateDirectory returns a DirectoryInfo; nobody here needs one, so it is left out.</summary>
    public static class Directory
    {
        public static bool Exists(string path)
        {
            return Volume.Files.DirectoryExists(Volume.Checked(path));
        }

        public static string[] GetFiles(string path)
        {
            return Volume.Files.FilesIn(Volume.Checked(path));
        }
    }
}
