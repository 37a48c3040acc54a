using NanoLive.Objects;

namespace NanoLive.Runtime.Objects;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(20, typeof(float), 1, 16, 1.25f)]
    [InlineData(1.25f, typeof(int), 16, 1, 20)]
    [InlineData(21.37f, typeof(int), 100, 1, 2137)]
    [InlineData(5, typeof(int), 1, 2, 3)]
    [InlineData(-5, typeof(int), 1, 2, -3)]
    [InlineData(7, typeof(long), 1, 4, 2L)]
    [InlineData((byte)200, typeof(short), 1, 1, (short)200)]
    [InlineData((sbyte)-1, typeof(ulong), 1, 1, null)]
    [InlineData(256, typeof(byte), 1, 1, null)]
    [InlineData(-32769, typeof(short), 1, 1, null)]
    [InlineData(long.MaxValue, typeof(long), 2, 2, null)]
    [InlineData(ulong.MaxValue, typeof(double), 1, 1, 18446744073709551615.0)]
    [InlineData(ulong.MaxValue, typeof(ulong), 1, 1, null)]
    [InlineData(double.NaN, typeof(int), 1, 1, null)]
    [InlineData(double.PositiveInfinity, typeof(long), 1, 1, null)]
    [InlineData(9.3e18, typeof(long), 1, 1, null)]
    [InlineData(double.NaN, typeof(float), 1, 1, float.NaN)]
    [InlineData((ushort)65535, typeof(uint), 65537, 1, 4294967295u)]
    public void Conversions_of_the_kind_that_plans_ask_for(object value, Type type, int multiply, int divide, object? expected) =>
        Assert.Equal(expected, Numbers.Convert(value, type, multiply, divide));

    [Fact]
    public void There_and_back_is_what_it_was_when_the_other_type_is_finer()
    {
        var random = new Random(20260101);
        for (int i = 0; i < 20_000; i++)
        {
            int value = random.Next(int.MinValue / 1000, int.MaxValue / 1000);
            int multiply = random.Next(1, 1000);
            object there = Numbers.Convert(value, i % 2 == 0 ? typeof(long) : typeof(double), multiply, 1);
            Assert.Equal(value, Numbers.Convert(there, typeof(int), 1, multiply));
        }
    }

    [Fact]
    public void Whole_division_rounds_to_the_nearest_half_away_from_zero()
    {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            long value = random.NextInt64(-1_000_000_000, 1_000_000_000);
            int divide = random.Next(1, 5000);
            var expected = (long)Math.Round((decimal)value / divide, MidpointRounding.AwayFromZero);
            Assert.Equal(expected, Numbers.Convert(value, typeof(long), 1, divide));
        }
    }
}
