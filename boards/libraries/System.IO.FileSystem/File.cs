namespace System.IO
{
    /// <summary>Files by path.</summary>
    public static class File
    {
        public static bool Exists(string path)
        {
            return path != null && path.Length != 0 && Volume.Files.FileExists(path);
        }

        /// <summary>A file that is not there is no error.</summary>
        public static void Delete(string path)
        {
            if (Volume.Files.FileExists(Volume.Checked(path)))
            {
                Volume.Files.Delete(path);
            }
        }

        public static void Move(string sourceFileName, string destFileName)
        {
            if (!Volume.Files.FileExists(Volume.Checked(sourceFileName)) || Volume.Files.FileExists(Volume.Checked(destFileName)))
            {
                throw new IOException();
            }

            Volume.Files.Move(sourceFileName, destFileName);
        }

        public static FileStream Create(string path)
        {
            return new FileStream(path, FileMode.Create, FileAccess.ReadWrite);
        }

        public static FileStream Open(string path, FileMode mode, FileAccess access)
        {
            return new FileStream(path, mode, access);
        }

        public static FileStream OpenRead(string path)
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read);
        }

        public static byte[] ReadAllBytes(string path)
        {
            FileStream file = OpenRead(path);
            byte[] bytes = new byte[(int)file.Length];
            int done = 0;
            int read = 1;
            while (done < bytes.Length && read > 0)
            {
                read = file.Read(bytes, done, bytes.Length - done);
                done += read;
            }

            file.Close();
            return bytes;
        }

        public static void WriteAllBytes(string path, byte[] bytes)
        {
            FileStream file = Create(path);
            file.Write(bytes, 0, bytes.Length);
            file.Close();
        }
    }
}
