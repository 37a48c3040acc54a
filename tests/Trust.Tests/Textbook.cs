using System.Globalization;
using System.Numerics;

namespace NanoLive.Trust.Tests;

/// <summary>P-256 as a textbook has it: affine, slow, and nothing in common with the runtime's arithmetic.</summary>
internal static class Textbook
{
    public static readonly BigInteger P = Parse("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    public static readonly BigInteger N = Parse("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    public static readonly BigInteger B = Parse("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    public static readonly Point G = new(
        Parse("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
        Parse("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"));

    public readonly record struct Point(BigInteger X, BigInteger Y, bool IsInfinite = false);

    public static Point Add(Point a, Point b)
    {
        if (a.IsInfinite || b.IsInfinite)
        {
            return a.IsInfinite ? b : a;
        }

        if (a.X == b.X && a.Y != b.Y)
        {
            return new Point(0, 0, true);
        }

        BigInteger slope = a == b
            ? (3 * a.X * a.X - 3) * Invert(2 * a.Y, P)
            : (a.Y - b.Y) * Invert(a.X - b.X, P);
        BigInteger x = Mod(slope * slope - a.X - b.X);
        return new Point(x, Mod(slope * (a.X - x) - a.Y));
    }

    public static Point Multiply(BigInteger k, Point point)
    {
        // The order is prime: k and k - n are the same, and the smaller one is quicker.
        if (k > N >> 1)
        {
            k = N - k;
            point = new Point(point.X, P - point.Y);
        }

        var sum = new Point(0, 0, true);
        for (int bit = (int)k.GetBitLength() - 1; bit >= 0; bit--)
        {
            sum = Add(sum, sum);
            if (!((k >> bit) & 1).IsZero)
            {
                sum = Add(sum, point);
            }
        }

        return sum;
    }

    /// <summary>A point whose x is small enough that x + p fits in 32 bytes.</summary>
    public static Point WithSmallX()
    {
        for (BigInteger x = 1; ; x++)
        {
            BigInteger square = Mod(x * x * x - 3 * x + B);
            BigInteger y = BigInteger.ModPow(square, (P + 1) / 4, P);
            if (y * y % P == square)
            {
                return new Point(x, y);
            }
        }
    }

    /// <summary>A digest and a signature that are good under a key whose private half nobody knows: u1 = u2 = 1.</summary>
    public static (byte[] Digest, byte[] Signature) SignatureFor(Point key)
    {
        BigInteger r = Add(G, key).X % N;
        return (EcdsaTests.Bytes(r), [.. EcdsaTests.Bytes(r), .. EcdsaTests.Bytes(r)]);
    }

    /// <summary>By Euclid's algorithm; <see cref="BigInteger.ModPow"/> is a hundred times slower.</summary>
    public static BigInteger Invert(BigInteger value, BigInteger modulus)
    {
        BigInteger a = ((value % modulus) + modulus) % modulus, b = modulus, x = 1, y = 0;
        while (!a.IsZero)
        {
            BigInteger quotient = BigInteger.DivRem(b, a, out BigInteger rest);
            (a, b, x, y) = (rest, a, y - quotient * x, x);
        }

        return ((y % modulus) + modulus) % modulus;
    }

    private static BigInteger Mod(BigInteger value)
    {
        BigInteger rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private static BigInteger Parse(string hex) => BigInteger.Parse("00" + hex, NumberStyles.HexNumber);
}
