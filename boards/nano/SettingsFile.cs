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

        /// <summary>Reads the file. Missing: the defaults, with which a board runs but reaches no broker.</summary>
        public static BoardSettings Read(string path)
        {
            BoardSettings settings = new BoardSettings();
            if (!File.Exists(path))
            {
                return settings;
            }

            byte[] content;
            int length;
            using (FileStream file = new FileStream(path, FileMode.Open, FileAccess.Read))
            {
                content = new byte[(int)(file.Length < LongestBytes ? file.Length : LongestBytes)];
                length = file.Read(content, 0, content.Length);
            }

            string[] lines = Encoding.UTF8.GetString(content, 0, length).Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                string line = lines[i].Trim();
                int equals = line.IndexOf('=');
                if (equals > 0)
                {
                    settings.Set(line.Substring(0, equals), line.Substring(equals + 1));
                }
            }

            return settings;
        }
    }
}
