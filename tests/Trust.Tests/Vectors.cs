namespace NanoLive.Trust.Tests;

/// <summary>Reads NIST's response files: records of "Name = value" lines with an empty line between them.</summary>
internal static class Vectors
{
    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "vectors", file);

    public static List<Dictionary<string, string>> Read(string file)
    {
        var records = new List<Dictionary<string, string>>();
        var record = new Dictionary<string, string>();
        foreach (string line in File.ReadLines(PathOf(file)).Append(""))
        {
            int equals = line.IndexOf('=');
            if (equals > 0 && line[0] is not ('#' or '['))
            {
                record.Add(line[..equals].Trim(), line[(equals + 1)..].Trim());
            }
            else if (record.Count > 0)
            {
                records.Add(record);
                record = [];
            }
        }

        return records;
    }

    public static byte[] Hex(string text) => Convert.FromHexString(text);
}
