using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace NanoLive.Trust.Tests;

/// <summary>Published signatures, good and bad.</summary>
public class EcdsaVectorTests
{
    [Fact]
    public void Nist_signatures_are_judged_as_published()
    {
        var records = Vectors.Read("SigVer.rsp");
        Assert.Equal(15, records.Count);
        foreach (var record in records)
        {
            byte[] key = Vectors.Hex(record["Qx"] + record["Qy"]);
            byte[] signature = Vectors.Hex(record["R"] + record["S"]);
            Assert.Equal(record["Result"][0] == 'P', Verification.Judge(key, SHA256.HashData(Vectors.Hex(record["Msg"])), signature));
        }
    }

    // RFC 6979, A.2.5: P-256 with SHA-256.
    [Theory]
    [InlineData("sample", "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8")]
    [InlineData("test", "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083")]
    public void Deterministic_signatures_of_rfc_6979_are_good(string message, string signature)
    {
        byte[] key = Vectors.Hex("60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB67903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299");
        byte[] digest = SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(message));
        Assert.True(Verification.Judge(key, digest, Vectors.Hex(signature)));
        digest[31] ^= 1;
        Assert.False(Verification.Judge(key, digest, Vectors.Hex(signature)));
    }

    // A signature that is not 64 bytes long never gets to the arithmetic: the caller checks the length (Verification.Judge here).
    [Fact]
    public void Wycheproof_signatures_are_judged_as_published()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Vectors.PathOf("wycheproof_ecdsa_secp256r1_sha256_p1363.json")));
        int tests = 0;
        var wrong = new List<string>();
        foreach (var group in file.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            byte[] key = Vectors.Hex(group.GetProperty("publicKey").GetProperty("uncompressed").GetString()!)[1..];
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                byte[] digest = SHA256.HashData(Vectors.Hex(test.GetProperty("msg").GetString()!));
                bool expected = test.GetProperty("result").GetString() == "valid";
                if (Verification.Judge(key, digest, Vectors.Hex(test.GetProperty("sig").GetString()!)) != expected)
                {
                    wrong.Add($"{test.GetProperty("tcId")}: {test.GetProperty("comment")}");
                }

                tests++;
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(file.RootElement.GetProperty("numberOfTests").GetInt32(), tests);
        Assert.True(tests >= 262);
    }
}
