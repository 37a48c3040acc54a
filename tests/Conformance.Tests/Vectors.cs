using System.Security.Cryptography;
using System.Text.Json;

namespace NanoLive.Conformance.Tests;

/// <summary>The published vectors of Trust.Tests, as the device tests read them: no text, no parser.</summary>
internal static class Vectors
{
    private const int RecordsOfPart = 120;

    public static IEnumerable<(string Name, byte[] Bytes)> All()
    {
        yield return ("vectors/sha256", Messages());
        yield return ("vectors/nist", [.. Nist().SelectMany(record => record)]);
        var parts = Wycheproof().Chunk(RecordsOfPart).ToList();
        for (var part = 0; part < parts.Count; part++)
        {
            yield return ("vectors/wycheproof" + part, [.. parts[part].SelectMany(record => record)]);
        }
    }

    private static byte[] Messages() =>
    [
        .. Records("SHA256ShortMsg.rsp").Where(record => record.ContainsKey("MD")).SelectMany(record =>
        {
            var length = int.Parse(record["Len"]) / 8;
            return (byte[])[(byte)length, .. Convert.FromHexString(record["Msg"])[..length], .. Convert.FromHexString(record["MD"])];
        }),
    ];

    private static IEnumerable<byte[]> Nist() => Records("SigVer.rsp").Where(record => record.ContainsKey("Msg")).Select(record => Record(
        Convert.FromHexString(record["Qx"] + record["Qy"]),
        Convert.FromHexString(record["Msg"]),
        Convert.FromHexString(record["R"] + record["S"]),
        record["Result"][0] == 'P'));

    // Signatures of another length do not get as far as the arithmetic.
    private static IEnumerable<byte[]> Wycheproof()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(PathOf("wycheproof_ecdsa_secp256r1_sha256_p1363.json")));
        foreach (var group in file.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            var key = Convert.FromHexString(group.GetProperty("publicKey").GetProperty("uncompressed").GetString()!)[1..];
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var signature = Convert.FromHexString(test.GetProperty("sig").GetString()!);
                if (signature.Length == 64)
                {
                    yield return Record(key, Convert.FromHexString(test.GetProperty("msg").GetString()!), signature, test.GetProperty("result").GetString() == "valid");
                }
            }
        }
    }

    private static byte[] Record(byte[] key, byte[] message, byte[] signature, bool isGood) =>
        [.. key, .. SHA256.HashData(message), .. signature, (byte)(isGood ? 1 : 0)];

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "vectors", file);

    /// <summary>NIST's response files: records of "Name = value" lines with an empty line between them.</summary>
    private static IEnumerable<Dictionary<string, string>> Records(string file)
    {
        var record = new Dictionary<string, string>();
        foreach (var line in File.ReadLines(PathOf(file)).Append(""))
        {
            var equals = line.IndexOf('=');
            if (equals > 0 && line[0] is not ('#' or '['))
            {
                record.Add(line[..equals].Trim(), line[(equals + 1)..].Trim());
            }
            else if (record.Count > 0)
            {
                yield return record;
                record = [];
            }
        }
    }
}
