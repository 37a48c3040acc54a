namespace NanoLive.Format.Tests;

/// <summary>Vectors are of RFC 8949: appendix A for what is read, appendix F and section 4.2.1 for what is refused.</summary>
public sealed class CborReaderTests
{
    [Theory]
    [InlineData("00", 0L)]
    [InlineData("01", 1L)]
    [InlineData("0a", 10L)]
    [InlineData("17", 23L)]
    [InlineData("1818", 24L)]
    [InlineData("1819", 25L)]
    [InlineData("1864", 100L)]
    [InlineData("1903e8", 1000L)]
    [InlineData("1a000f4240", 1000000L)]
    [InlineData("1b000000e8d4a51000", 1000000000000L)]
    [InlineData("1b7fffffffffffffff", long.MaxValue)]
    public void Unsigned_integer_is_read(string hex, long expected)
    {
        CborReader reader = Read(hex);
        Assert.Equal(expected, reader.ReadUnsigned(0, long.MaxValue));
        reader.ReadEnd();
        Assert.False(reader.Failed);
    }

    [Theory]
    [InlineData("20", -1)]
    [InlineData("29", -10)]
    [InlineData("3863", -100)]
    [InlineData("38ff", -256)]
    [InlineData("3903e7", -1000)]
    public void Negative_label_is_read(string hex, int expected)
    {
        CborReader reader = Read(hex);
        Assert.Equal(expected, reader.ReadLabel());
        Assert.False(reader.Failed);
    }

    [Theory]
    [InlineData("1817")]
    [InlineData("190017")]
    [InlineData("1900ff")]
    [InlineData("1a0000ffff")]
    [InlineData("1b00000000ffffffff")]
    [InlineData("3800")]
    public void Head_longer_than_needed_is_refused(string hex) => AssertRefused(hex, reader => reader.ReadLabel());

    [Theory]
    [InlineData("1c")]
    [InlineData("1d")]
    [InlineData("1e")]
    [InlineData("1f")]
    [InlineData("18")]
    [InlineData("19ff")]
    [InlineData("1affffff")]
    [InlineData("1bffffffffffffff")]
    [InlineData("1bffffffffffffffff")]
    [InlineData("")]
    [InlineData("40")]
    [InlineData("f4")]
    public void What_is_no_unsigned_integer_below_two_to_the_63_is_refused(string hex) =>
        AssertRefused(hex, reader => reader.ReadUnsigned(0, long.MaxValue));

    [Theory]
    [InlineData("5f42010243030405ff")]
    [InlineData("41")]
    [InlineData("4201")]
    [InlineData("5affffffff00")]
    [InlineData("5bffffffffffffffff010203")]
    [InlineData("5b7fffffffffffffff010203")]
    public void Byte_string_that_is_cut_or_indefinite_is_refused(string hex) =>
        AssertRefused(hex.Replace(" ", ""), reader => reader.ReadBytes(int.MaxValue));

    [Theory]
    [InlineData("9fff")]
    [InlineData("81")]
    [InlineData("8201")]
    [InlineData("9affffffff00")]
    [InlineData("9bffffffffffffffff010203")]
    public void Array_that_announces_more_than_arrived_is_refused(string hex) => AssertRefused(hex, reader => reader.ReadArray(int.MaxValue));

    [Theory]
    [InlineData("a2010001")]
    [InlineData("bf0100ff")]
    public void Map_that_announces_more_than_arrived_or_is_indefinite_is_refused(string hex) => AssertRefused(hex, reader =>
    {
        int order = -1;
        for (int i = reader.ReadMap(8); i > 0; i--)
        {
            reader.ReadKey(ref order);
            reader.ReadLabel();
        }
    });

    [Theory]
    [InlineData("a201000200", true)]
    [InlineData("a202000100", false)]
    [InlineData("a201000100", false)]
    [InlineData("a217002000", true)]
    [InlineData("a220001700", false)]
    [InlineData("a238ff00390100 00", true)]
    [InlineData("a239010000 38ff00", false)]
    public void Keys_of_a_map_must_ascend_as_their_encodings_do(string hex, bool accepted)
    {
        CborReader reader = Read(hex.Replace(" ", ""));
        int order = -1;
        for (int i = reader.ReadMap(8); i > 0; i--)
        {
            reader.ReadKey(ref order);
            reader.ReadLabel();
        }

        Assert.Equal(accepted, !reader.Failed);
    }

    [Theory]
    [InlineData("60")]
    [InlineData("62c3bc")]
    [InlineData("6100")]
    [InlineData("610a")]
    [InlineData("617f")]
    [InlineData("4161")]
    public void Text_other_than_printable_ascii_is_refused(string hex) => AssertRefused(hex, reader => reader.ReadText(100));

    [Fact]
    public void Text_is_read()
    {
        Assert.Equal("IETF", Read("6449455446").ReadText(4));
        AssertRefused("6449455446", reader => reader.ReadText(3));
    }

    [Fact]
    public void First_failure_is_final_and_keeps_its_status()
    {
        CborReader reader = Read("0102");
        reader.Refuse(Status.OtherComponent);
        Assert.Equal(0, reader.ReadLabel());
        reader.Require(false);
        Assert.Equal(Status.OtherComponent, reader.Status);
        Assert.Null(reader.ReadExactly(1));
        Assert.Null(reader.ReadText(10));
    }

    [Fact]
    public void Nested_byte_string_bounds_what_is_inside()
    {
        CborReader reader = Read("420102" + "03");
        int outer = reader.Enter(10);
        Assert.Equal(1, reader.ReadLabel());
        Assert.Equal(2, reader.ReadLabel());
        Assert.Equal(-1, reader.NextMajor);
        reader.Leave(outer);
        Assert.Equal(3, reader.ReadLabel());
        Assert.False(reader.Failed);

        reader = Read("420102" + "03");
        outer = reader.Enter(10);
        reader.ReadLabel();
        reader.Leave(outer);
        Assert.True(reader.Failed);
    }

    private static CborReader Read(string hex)
    {
        // Bytes around the range would be read by a reader that does not keep to it.
        byte[] bytes = Convert.FromHexString(hex);
        byte[] buffer = [0x01, .. bytes, 0x01, 0x01];
        return new CborReader(buffer, 1, bytes.Length);
    }

    private static void AssertRefused(string hex, Action<CborReader> read)
    {
        CborReader reader = Read(hex);
        read(reader);
        Assert.Equal(Status.Malformed, reader.Status);
    }
}
