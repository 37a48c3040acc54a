using System.Numerics;
using System.Security.Cryptography;
using Xunit;

namespace NanoLive.Trust.Tests;

/// <summary>Compares with .NET's ECDsa, and with a plain textbook curve where .NET cannot be asked.</summary>
public class EcdsaTests
{
    private static readonly BigInteger N = BigInteger.Parse("00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", System.Globalization.NumberStyles.HexNumber);

    [Fact]
    public void Random_signatures_and_their_mutations_are_judged_as_dotnet_does()
    {
        var random = new Random(186);
        for (int round = 0; round < 60; round++)
        {
            using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            byte[] key = KeyOf(ecdsa);
            byte[] digest = new byte[32];
            random.NextBytes(digest);
            byte[] signature = ecdsa.SignHash(digest);
            Assert.True(Verification.Judge(key, digest, signature));
            for (int i = 0; i < 4; i++)
            {
                byte[] mutated = (byte[])signature.Clone();
                mutated[random.Next(64)] ^= (byte)(1 << random.Next(8));
                Assert.Equal(ecdsa.VerifyHash(digest, mutated), Verification.Judge(key, digest, mutated));
            }

            byte[] otherDigest = (byte[])digest.Clone();
            otherDigest[random.Next(32)] ^= (byte)(1 << random.Next(8));
            Assert.False(Verification.Judge(key, otherDigest, signature));
            byte[] otherKey = (byte[])key.Clone();
            otherKey[random.Next(64)] ^= (byte)(1 << random.Next(8));
            Assert.False(Verification.Judge(otherKey, digest, signature));
        }
    }

    // u1 * G and u2 * Q meet in every way when Q is a small multiple of G and the scalars are small: equal, opposite and infinite points.
    [Fact]
    public void Keys_next_to_the_generator_are_judged_as_the_textbook_does()
    {
        BigInteger[] small = [1, 2, 3, 5, 7, 8, 15, 16, 33, N - 1, N - 2, N - 3, N - 7, N - 16];
        int valid = 0, invalid = 0;
        foreach (BigInteger d in small)
        {
            Textbook.Point q = Textbook.Multiply(d, Textbook.G);
            byte[] key = [.. Bytes(q.X), .. Bytes(q.Y)];
            foreach (BigInteger u1 in small.Prepend(BigInteger.Zero))
            {
                foreach (BigInteger u2 in small)
                {
                    // With r from the sum itself the signature is good; s = r / u2 and e = u1 * s make the scalars come out as wanted.
                    Textbook.Point sum = Textbook.Add(Textbook.Multiply(u1, Textbook.G), Textbook.Multiply(u2, q));
                    BigInteger r = sum.IsInfinite ? 5 : sum.X % N;
                    BigInteger s = r * Textbook.Invert(u2, N) % N;
                    byte[] digest = Bytes(u1 * s % N);
                    Assert.Equal(!sum.IsInfinite, Verification.Judge(key, digest, [.. Bytes(r), .. Bytes(s)]));
                    if (sum.IsInfinite)
                    {
                        invalid++;
                    }
                    else
                    {
                        valid++;
                    }
                }
            }
        }

        Assert.True(valid > 2_500 && invalid >= 50, $"{valid} {invalid}");
    }

    [Fact]
    public void Scalars_out_of_range_are_refused()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] key = KeyOf(ecdsa);
        byte[] digest = SHA256.HashData([1]);
        byte[] signature = ecdsa.SignHash(digest);
        byte[] r = signature[..32], s = signature[32..];
        Assert.True(Verification.Judge(key, digest, [.. r, .. s]));
        foreach (BigInteger bad in new[] { BigInteger.Zero, N, N + 1, (BigInteger.One << 256) - 1 })
        {
            Assert.False(Verification.Judge(key, digest, [.. Bytes(bad), .. s]));
            Assert.False(Verification.Judge(key, digest, [.. r, .. Bytes(bad)]));
        }

        // The mirror signature is as good, as the standard has it; the manifest's sequence number makes that harmless.
        Assert.True(Verification.Judge(key, digest, [.. r, .. Bytes(N - new BigInteger(s, true, true))]));
    }

    [Fact]
    public void Keys_that_are_no_points_are_refused()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] key = KeyOf(ecdsa);
        byte[] digest = SHA256.HashData([2]);
        byte[] signature = ecdsa.SignHash(digest);
        BigInteger x = new(key.AsSpan(0, 32), true, true), y = new(key.AsSpan(32), true, true);
        Assert.True(Verification.Judge(key, digest, signature));
        Assert.False(Verification.Judge(new byte[64], digest, signature));
        Assert.False(Verification.Judge([.. key[32..], .. key[..32]], digest, signature));
        Assert.False(Verification.Judge([.. key[..32], .. Bytes(y ^ 1)], digest, signature));

        // A coordinate plus p stands for the same point, but not in the one way allowed (SEC 1, 3.2.2.1). One that fits in 32 bytes:
        Textbook.Point smallX = Textbook.WithSmallX();
        byte[] plain = [.. Bytes(smallX.X), .. Bytes(smallX.Y)];
        byte[] wrapped = [.. Bytes(smallX.X + Textbook.P), .. Bytes(smallX.Y)];
        (byte[] goodDigest, byte[] good) = Textbook.SignatureFor(smallX);
        Assert.True(Verification.Judge(plain, goodDigest, good));
        Assert.False(Verification.Judge(wrapped, goodDigest, good));
    }

    [Fact]
    public void Digests_of_the_order_and_above_are_taken_modulo_the_order()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] key = KeyOf(ecdsa);
        foreach (BigInteger value in new[] { BigInteger.Zero, BigInteger.One, N - 1, N, N + 1, (BigInteger.One << 256) - 1 })
        {
            byte[] digest = Bytes(value);
            byte[] signature = ecdsa.SignHash(digest);
            Assert.True(Verification.Judge(key, digest, signature));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Slices_of_any_size_give_the_same_result(int slice)
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] digest = SHA256.HashData([3]);
        byte[] signature = ecdsa.SignHash(digest);
        Assert.True(Verification.Judge(KeyOf(ecdsa), digest, signature, slice, out int units));
        Assert.InRange(units, 3_000, 5_000);
        signature[40] ^= 1;
        Assert.False(Verification.Judge(KeyOf(ecdsa), digest, signature, slice, out _));
    }

    [Fact]
    public void Verification_takes_no_more_units_than_its_document_says()
    {
        int most = 0;
        long sum = 0;
        for (int i = 0; i < 50; i++)
        {
            using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            byte[] digest = SHA256.HashData([(byte)i]);
            Assert.True(Verification.Judge(KeyOf(ecdsa), digest, ecdsa.SignHash(digest), 1, out int units));
            most = Math.Max(most, units);
            sum += units;
        }

        TestContext.Current.SendDiagnosticMessage($"units: {sum / 50} on average, {most} at most");
        Assert.InRange(most, 3_500, 4_000);
    }

    private static byte[] KeyOf(ECDsa ecdsa)
    {
        ECPoint q = ecdsa.ExportParameters(false).Q;
        return [.. q.X!, .. q.Y!];
    }

    internal static byte[] Bytes(BigInteger value)
    {
        byte[] bytes = new byte[32];
        byte[] significant = value.ToByteArray(true, true);
        significant.CopyTo(bytes, 32 - significant.Length);
        return bytes;
    }
}
