using System.Security.Cryptography;
using NanoLive.Signatures;
using Xunit;

namespace NanoLive.Trust.Tests;

public class Sha256Tests
{
    private readonly Sha256 _sha = new();

    [Theory]
    [InlineData("SHA256ShortMsg.rsp", 65)]
    [InlineData("SHA256LongMsg.rsp", 16)]
    public void Nist_messages_give_the_published_digests(string file, int count)
    {
        var records = Vectors.Read(file).Where(r => r.ContainsKey("Msg")).ToList();
        Assert.Equal(count, records.Count);
        foreach (var record in records)
        {
            byte[] message = Vectors.Hex(record["Msg"])[..(int.Parse(record["Len"]) / 8)];
            Assert.Equal(record["MD"], Convert.ToHexStringLower(Digest(message)));
        }
    }

    [Fact]
    public void Nist_monte_carlo_chain_gives_the_published_digests()
    {
        var records = Vectors.Read("SHA256Monte.rsp");
        byte[] seed = Vectors.Hex(records.Single(r => r.ContainsKey("Seed"))["Seed"]);
        var expected = records.Where(r => r.ContainsKey("COUNT")).ToList();
        Assert.Equal(100, expected.Count);
        foreach (var record in expected)
        {
            byte[][] chain = [seed, seed, seed];
            for (int i = 0; i < 1000; i++)
            {
                chain = [chain[1], chain[2], Digest([.. chain[0], .. chain[1], .. chain[2]])];
            }

            seed = chain[2];
            Assert.Equal(record["MD"], Convert.ToHexStringLower(seed));
        }
    }

    [Fact]
    public void Message_appended_in_any_pieces_gives_the_same_digest()
    {
        var random = new Random(256);
        for (int round = 0; round < 500; round++)
        {
            byte[] message = new byte[random.Next(400)];
            random.NextBytes(message);
            for (int at = 0; at < message.Length;)
            {
                int count = Math.Min(random.Next(random.Next(1, 150)), message.Length - at);
                _sha.Append(message, at, count);
                at += count;
            }

            byte[] digest = new byte[40];
            _sha.Finish(digest, 8);
            Assert.Equal(SHA256.HashData(message), digest[8..]);
        }
    }

    [Fact]
    public void Reset_forgets_what_was_appended()
    {
        _sha.Append(new byte[100], 0, 100);
        _sha.Reset();
        Assert.Equal(SHA256.HashData([]), Digest([]));
    }

    private byte[] Digest(byte[] message)
    {
        byte[] digest = new byte[Sha256.DigestBytes];
        _sha.Append(message, 0, message.Length);
        _sha.Finish(digest, 0);
        return digest;
    }
}
