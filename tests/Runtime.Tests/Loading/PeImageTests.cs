using System.Buffers.Binary;
using NanoLive.Checking;
using NanoLive.Format;
using NanoLive.Loading;
using NanoLive.Objects;
using NanoLive.Runtime.Doubles;

namespace NanoLive.Runtime.Loading;

/// <summary>What is looked at before an assembly for nanoFramework 1.x is given to the CLR, on a file made by hand.</summary>
public sealed class PeImageTests
{
    private const string Name = "Patch";
    private static readonly TestLoader Loader = new() { Generation = AssemblyGeneration.PeV1 };

    [Fact]
    public void Board_without_a_check_looks_at_the_header_all_the_same()
    {
        Assert.Null(PeImage.Check(Image(), Name, Loader, null));
        Assert.Equal(Status.NativeEntry, PeImage.Check(Seal(Image(), 0x18, 0), Name, Loader, null).Status);
        Assert.Equal(Status.AssemblyMalformed, PeImage.Check([.. Image(), 0], Name, Loader, null).Status);
        Assert.Equal(Status.ReferenceMissing, PeImage.Check(Image("Nobody", 1, 0), Name, Loader, null).Status);
    }

    [Fact]
    public void Sound_image_passes() => Assert.Null(Check(Image(), Name));

    [Theory]
    [InlineData(0x00, (byte)'X', Status.AssemblyMalformed)]
    [InlineData(0x05, (byte)'2', Status.AssemblyMalformed)]
    [InlineData(0x10, 1, Status.NativeEntry)]
    [InlineData(0x14, 1, Status.NativeEntry)]
    [InlineData(0x18, 0, Status.NativeEntry)]
    [InlineData(0x1B, 0x7F, Status.NativeEntry)]
    [InlineData(0x26, 2, Status.AssemblyMalformed)]
    [InlineData(0x68, 1, Status.NativeEntry)]
    [InlineData(0x28 + (4 * 15), 0xFF, Status.AssemblyMalformed)]
    [InlineData(0x28 + (4 * 5), 0, Status.AssemblyMalformed)]
    [InlineData(0x28 + (4 * 5) + 3, 0x80, Status.AssemblyMalformed)]
    [InlineData(0x24, 200, Status.AssemblyMalformed)]
    public void Header_with_good_checksums_but_a_forbidden_value_is_refused(int offset, int value, int status) =>
        Assert.Equal(status, Check(Seal(Image(), offset, (byte)value), Name).Status);

    [Fact]
    public void Every_flipped_byte_is_found()
    {
        for (int offset = 0; offset < Image().Length; offset++)
        {
            byte[] image = Image();
            image[offset] ^= 0x10;
            Assert.True(Check(image, Name) is not null, "offset " + offset);
        }
    }

    [Fact]
    public void Every_length_but_the_right_one_is_refused()
    {
        byte[] image = Image();
        for (int length = 0; length < image.Length; length++)
        {
            Assert.Equal(Status.AssemblyMalformed, Check(image[..length], Name).Status);
        }

        Assert.Equal(Status.AssemblyMalformed, Check([.. image, 0], Name).Status);
    }

    [Fact]
    public void Other_name_than_the_plan_s_is_refused() =>
        Assert.Equal(Status.AssemblyMalformed, Check(Image(), "Other").Status);

    [Theory]
    [InlineData("Nobody", 1, 0, "Nobody")]
    [InlineData(Patches.Assembly, 9, 9, Patches.Assembly)]
    public void Reference_that_the_board_cannot_resolve_is_named(string name, int major, int minor, string named)
    {
        Refusal refusal = Check(Image(name, major, minor), Name);
        Assert.Equal(Status.ReferenceMissing, refusal.Status);
        Assert.Equal(named, refusal.Subject);
    }

    [Fact]
    public void Reference_by_a_string_of_the_firmware_is_left_to_the_loader() =>
        Assert.Null(Check(Seal(Image("Nobody", 1, 0), PeImage.HeaderLengthBytes, 0xFF, 0xFF), Name));

    [Fact]
    public void Random_images_with_good_checksums_never_make_the_check_throw()
    {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] image = Image();
            for (int k = random.Next(1, 6); k > 0; k--)
            {
                image[random.Next(0x1C, image.Length)] = (byte)random.Next(256);
            }

            Check(Seal(image, 0, image[0]), Name);
        }
    }

    [Fact]
    public void Heap_that_a_load_takes_is_estimated_from_the_tables() => Assert.Equal(150, PeImage.LoadedBytes(Image()));

    // A reference, the strings "Patch" and the reference's name, and nothing else.
    private static Refusal Check(byte[] image, string name) => PeImage.Check(image, name, Loader, new PeStructure());

    private static byte[] Image(string reference = Patches.Assembly, int major = -1, int minor = -1)
    {
        Version version = typeof(PeImageTests).Assembly.GetName().Version!;
        byte[] strings = [.. System.Text.Encoding.ASCII.GetBytes(Name), 0, .. System.Text.Encoding.ASCII.GetBytes(reference), 0, 0, 0, 0];
        int stringsAt = PeImage.HeaderLengthBytes + 12;
        byte[] image = new byte[stringsAt + (strings.Length & ~3)];
        "NFMRK1"u8.CopyTo(image);
        Write32(image, 0x18, -1);
        Write16(image, 0x26, 1);
        for (int table = 0; table < 16; table++)
        {
            int at = table == 0 ? PeImage.HeaderLengthBytes : table <= 11 ? stringsAt : image.Length;
            Write32(image, 0x28 + (4 * table), at);
        }

        Write16(image, PeImage.HeaderLengthBytes, Name.Length + 1);
        Write16(image, PeImage.HeaderLengthBytes + 4, major < 0 ? version.Major : major);
        Write16(image, PeImage.HeaderLengthBytes + 6, minor < 0 ? version.Minor : minor);
        strings.AsSpan(0, strings.Length & ~3).CopyTo(image.AsSpan(stringsAt));
        return Seal(image, 0, image[0]);
    }

    private static byte[] Seal(byte[] image, int offset, params byte[] values)
    {
        values.CopyTo(image, offset);
        var crc = new Crc32();
        Write32(image, 0x0C, (int)crc.Append(0, image, PeImage.HeaderLengthBytes, image.Length - PeImage.HeaderLengthBytes));
        Write32(image, 0x08, 0);
        Write32(image, 0x08, (int)crc.Append(0, image, 0, PeImage.HeaderLengthBytes));
        return image;
    }

    private static void Write32(byte[] image, int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(offset), value);

    private static void Write16(byte[] image, int offset, int value) => BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(offset), (ushort)value);
}
