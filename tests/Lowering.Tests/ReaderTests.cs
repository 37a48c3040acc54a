using System.Buffers.Binary;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Tests;

/// <summary>Header, checksums and table boundaries of untrusted bytes.</summary>
public class ReaderTests
{
    private static readonly byte[] Good = Lowered.Bytes(DeviceCompiler.Library("public class Sample { public string F() => \"text\"; }"));

    [Fact]
    public void Checksum_has_the_published_value() =>
        Assert.Equal(0x89A1897Fu, Crc32.Append(0, "123456789"u8)); // CRC-32/CKSUM's 765E7680 without its final complement

    [Fact]
    public void What_was_written_reads_and_writes_to_the_same_bytes()
    {
        var result = PeReader.Read(Good);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(Good, PeImageWriter.Write(result.Value!));
    }

    [Theory]
    [InlineData("pe-marker", 0x00, 0x4D)]
    [InlineData("pe-flags", 0x10, 0x01)]
    [InlineData("pe-native-entry", 0x18, 0x00)]
    [InlineData("pe-string-table", 0x26, 0x02)]
    [InlineData("pe-table-start", 0x28, 0x80)]
    [InlineData("pe-total-size", 0x64, 0xFF)]
    [InlineData("pe-patched-methods", 0x68, 0x01)]
    [InlineData("pe-table-bounds", 0x6C, 0x04)]
    public void Wrong_field_is_refused_with_its_offset(string id, int offset, byte value)
    {
        var bytes = Good.ToArray();
        bytes[offset] = value;
        var result = PeReader.Read(Mutations.Sealed(bytes));
        Assert.Null(result.Value);
        var finding = Assert.Single(result.Diagnostics, d => d.Id == id);
        Assert.Contains("at 0x", finding.Place);
    }

    [Fact]
    public void Next_generation_is_refused_by_name()
    {
        var bytes = Good.ToArray();
        bytes[5] = (byte)'2';
        Assert.Contains("v2", Assert.Single(PeReader.Read(bytes).Diagnostics).Message);
    }

    [Fact]
    public void Damaged_byte_fails_a_checksum_wherever_it_is()
    {
        for (var i = 0; i < Good.Length; i++)
        {
            var bytes = Good.ToArray();
            bytes[i] ^= 0x10;
            Assert.Null(PeReader.Read(bytes).Value);
        }
    }

    [Fact]
    public void Truncated_or_extended_file_is_refused()
    {
        for (var length = 0; length < Good.Length; length++)
        {
            Assert.Null(PeReader.Read(Good.AsMemory(0, length)).Value);
        }

        Assert.Null(PeReader.Read(new byte[Good.Length + 4]).Value);
        Assert.Contains(PeReader.Read((byte[])[.. Good, 0, 0, 0, 0]).Diagnostics, d => d.Id == "pe-total-size");
    }

    [Fact]
    public void Table_that_runs_backwards_is_refused()
    {
        var bytes = Good.ToArray();
        for (var table = 1; table < 15; table++)
        {
            var copy = bytes.ToArray();
            BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(0x28 + (4 * table)), uint.MaxValue - 3);
            Assert.Contains(PeReader.Read(Mutations.Sealed(copy)).Diagnostics, d => d.Id == "pe-table-bounds");
        }
    }
}
