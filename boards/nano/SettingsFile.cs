using System.IO;
using System.Text;
using NanoLive.Update;

namespace NanoLive.Board
{
    /// <summary>
    /// The board's own settings: lines of <c>name=value</c> in a file, put there with nanoff's file deployment. Names are listed in
    /// FORMAT.md; unknown ones are ignored.
    /// </summary>
    public static class SettingsFile
    {
        /// <summary>Where <c>nanolive flash</c> puts it.</summary>
        public const string DefaultPath = "I:\\nanolive.txt";

        private const int LongestBytes = 4096;

        /// <summary>Takes what the file says. Missing: nothing changes.</summary>
        public static void Read(string path, BoardSettings settings)
        {
            if (!File.Exists(path))
            {
                return;
            }

            byte[] content;
            int length;
            using (FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read))
            {
                content = new byte[(int)(file.Length < LongestBytes ? file.Length : LongestBytes)];
                length = file.Read(content, 0, content.Length);
            }

            Apply(Encoding.UTF8.GetString(content, 0, length), settings);
        }

        /// <summary>Takes what the lines say.</summary>
        public static void Apply(string text, BoardSettings settings)
        {
            string[] lines = text.Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                string line = lines[i].Trim();
                int equals = line.IndexOf('=');
                if (equals > 0)
                {
                    settings.Set(line.Substring(0, equals), line.Substring(equals + 1));
                }
            }
        }
    }
}
