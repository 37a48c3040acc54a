using System.Numerics;
using NanoLive.Signatures;
using Xunit;

namespace NanoLive.Trust.Tests;

/// <summary>The bounds that P256Field promises, at their edges.</summary>
public class P256FieldTests
{
    private const int A = 0, B = 9, To = 18, Scratch = 27, IntegerOne = 36;

    private static readonly BigInteger InverseRadix = BigInteger.ModPow(2, Textbook.P - 1 - 261, Textbook.P);

    private readonly P256Field _field = new(5);
    private readonly Random _random = new(29);

    public P256FieldTests()
    {
        _field.Words[IntegerOne] = 1;
    }

    [Fact]
    public void Products_are_right_for_factors_with_the_largest_words_allowed()
    {
        for (int round = 0; round < 20_000; round++)
        {
            Fill(A, (1 << 29) + (1 << 27), 1 << 25);
            Fill(B, 1_400_000_000, 1 << 26);
            BigInteger a = Value(A), b = Value(B);
            _field.Multiply(To, A, B);
            AssertStored(a * b * InverseRadix);
            Fill(A, (1 << 29) + (1 << 28), 1 << 25);
            a = Value(A);
            _field.Multiply(To, A, A);
            AssertStored(a * a * InverseRadix);
        }
    }

    [Fact]
    public void Combinations_are_right_and_folded_for_all_scales_in_use()
    {
        (int, int)[] scales = [(3, 3), (2, 0), (1, -8), (4, -1), (1, -1), (-1, -1), (1, -2), (1, -3), (1, 1), (-1, 0)];
        for (int round = 0; round < 5_000; round++)
        {
            foreach ((int scaleA, int scaleB) in scales)
            {
                Fill(A, (1 << 29) + (1 << 27), 1 << 25);
                Fill(B, (1 << 29) + (1 << 27), 1 << 25);
                BigInteger expected = Value(A) * scaleA + Value(B) * scaleB;
                _field.Combine(To, A, scaleA, B, scaleB);
                AssertStored(expected);
            }
        }
    }

    [Fact]
    public void Multiples_of_p_are_zero_and_nothing_else_is()
    {
        for (int k = -3; k <= 3; k++)
        {
            for (int other = -2; other <= 2; other++)
            {
                BigInteger value = k * Textbook.P + other;
                Store(A, value);
                Assert.Equal(other == 0, _field.IsZero(A, Scratch, IntegerOne));
                Assert.True(other != 0 || _field.MayBeZero(A));
            }
        }
    }

    private void AssertStored(BigInteger expected)
    {
        BigInteger value = Value(To);
        Assert.True(((value - expected) % Textbook.P).IsZero);
        Assert.InRange(value, -(BigInteger.One << 257), BigInteger.One << 257);
        for (int i = 0; i < 8; i++)
        {
            Assert.InRange(_field.Words[To + i], -(1 << 29) - (1 << 27), (1 << 29) + (1 << 27));
        }
    }

    private void Fill(int element, int bound, int topBound)
    {
        int kind = _random.Next(4);
        for (int i = 0; i < 9; i++)
        {
            int limit = i == 8 ? topBound : bound;
            _field.Words[element + i] = kind switch
            {
                0 => limit,
                1 => -limit,
                2 => _random.Next(2) == 0 ? limit : -limit,
                _ => _random.Next(-limit, limit),
            };
        }
    }

    private void Store(int element, BigInteger value)
    {
        for (int i = 0; i < 8; i++)
        {
            _field.Words[element + i] = (int)(value & 0x1FFFFFFF);
            value >>= 29;
        }

        _field.Words[element + 8] = (int)value;
    }

    private BigInteger Value(int element)
    {
        BigInteger value = 0;
        for (int i = 8; i >= 0; i--)
        {
            value = (value << 29) + _field.Words[element + i];
        }

        return value;
    }
}
