namespace NanoLive.Simulator.Tests;

public class FlashTests
{
    private static readonly FlashGeometry s_geometry = new(4, [64, 128]);

    private static byte[] Bytes(int count, byte value) => Enumerable.Repeat(value, count).ToArray();

    private static byte[] Content(SimulatedFlash flash, int region)
    {
        var content = new byte[flash.RegionLengthBytes(region)];
        Assert.Equal(0, flash.Read(region, 0, content, 0, content.Length));
        return content;
    }

    [Fact]
    public void New_chip_reads_erased_and_keeps_what_is_programmed()
    {
        using var flash = SimulatedFlash.InMemory(s_geometry);

        Assert.All(Content(flash, 0), value => Assert.Equal(0xFF, value));
        Assert.Equal(0, flash.Program(1, 8, [1, 2, 3, 4], 0, 4));
        Assert.Equal([0xFF, 1, 2, 3, 4, 0xFF], Content(flash, 1)[7..13]);
        Assert.All(Content(flash, 0), value => Assert.Equal(0xFF, value));
    }

    [Theory]
    [InlineData(-1, 0, 4, FlashFault.OutOfBounds)]
    [InlineData(2, 0, 4, FlashFault.OutOfBounds)]
    [InlineData(0, -4, 4, FlashFault.OutOfBounds)]
    [InlineData(0, 64, 4, FlashFault.OutOfBounds)]
    [InlineData(0, 60, 8, FlashFault.OutOfBounds)]
    [InlineData(0, 4, int.MaxValue, FlashFault.OutOfBounds)]
    [InlineData(0, 2, 4, FlashFault.Misaligned)]
    [InlineData(0, 4, 3, FlashFault.Misaligned)]
    public void Program_outside_of_the_rules_is_a_fault_and_changes_nothing(int region, int offset, int count, FlashFault expected)
    {
        using var flash = SimulatedFlash.InMemory(s_geometry);

        Assert.Equal((int)expected, flash.Program(region, offset, new byte[8], 0, count));
        Assert.Equal(0, flash.Operations);
        Assert.All(Content(flash, 0), value => Assert.Equal(0xFF, value));
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void Unit_is_programmed_once_between_two_erasures_whatever_its_value(byte value)
    {
        using var flash = SimulatedFlash.InMemory(s_geometry);
        Assert.Equal(0, flash.Program(0, 8, Bytes(4, value), 0, 4));

        Assert.Equal((int)FlashFault.NotErased, flash.Program(0, 4, Bytes(8, 0), 0, 8));
        Assert.Equal(0, flash.Erase(0));
        Assert.Equal(0, flash.Program(0, 4, Bytes(8, 0), 0, 8));
    }

    [Fact]
    public void Cut_before_leaves_the_old_and_cut_after_leaves_the_new()
    {
        foreach (var point in new[] { CutPoint.Before, CutPoint.After })
        {
            using var flash = SimulatedFlash.InMemory(s_geometry);
            flash.CutAt(2, point);
            Assert.Equal(0, flash.Program(0, 0, Bytes(4, 1), 0, 4));
            Assert.Equal((int)FlashFault.Dead, flash.Program(0, 4, Bytes(4, 2), 0, 4));
            flash.Revive();

            Assert.Equal(Bytes(4, 1), Content(flash, 0)[..4]);
            Assert.Equal(Bytes(4, point == CutPoint.Before ? (byte)0xFF : (byte)2), Content(flash, 0)[4..8]);
        }
    }

    [Fact]
    public void Chip_is_dead_from_the_cut_until_it_is_revived()
    {
        using var flash = SimulatedFlash.InMemory(s_geometry);
        int cuts = 0;
        flash.PowerLost += () => cuts++;
        flash.CutAt(1, CutPoint.During, seed: 3);

        Assert.Equal((int)FlashFault.Dead, flash.Erase(0));
        Assert.Equal((int)FlashFault.Dead, flash.Read(0, 0, new byte[4], 0, 4));
        Assert.Equal((int)FlashFault.Dead, flash.Program(1, 0, new byte[4], 0, 4));
        Assert.Equal(1, cuts);

        flash.Revive();
        Assert.Equal(0, flash.Read(0, 0, new byte[4], 0, 4));
    }

    [Fact]
    public void Torn_program_mixes_old_and_new_in_its_range_only_and_every_seed_tears_the_same_way_twice()
    {
        var mixtures = new HashSet<string>();
        for (ulong seed = 0; seed < 200; seed++)
        {
            byte[] first = TornProgram(seed);
            Assert.Equal(first, TornProgram(seed));
            Assert.All(first[..8], value => Assert.Equal(0xFF, value));
            Assert.All(first[24..], value => Assert.Equal(0xFF, value));
            Assert.All(first[8..24], value => Assert.True(value is 0xFF or 0x55));
            mixtures.Add(Convert.ToHexString(first));
        }

        Assert.Contains(mixtures, mixture => mixture.Contains("55FF55", StringComparison.Ordinal));
        Assert.True(mixtures.Count > 50, $"only {mixtures.Count} ways to tear");
    }

    [Fact]
    public void Half_an_erasure_does_not_count_as_one()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            using var flash = SimulatedFlash.InMemory(s_geometry);
            flash.Program(0, 0, Bytes(64, 0), 0, 64);
            flash.CutAt(1, CutPoint.During, seed);
            flash.Erase(0);
            flash.Revive();

            Assert.Equal((int)FlashFault.NotErased, flash.Program(0, 0, Bytes(4, 0), 0, 4));
            Assert.Equal(0, flash.Erase(0));
            Assert.Equal(0, flash.Program(0, 0, Bytes(4, 0), 0, 4));
        }
    }

    [Fact]
    public void File_keeps_content_marks_and_tears_over_objects()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("nanolive").FullName, "flash.bin");
        using (var flash = SimulatedFlash.InFile(s_geometry, path))
        {
            flash.Program(1, 16, [9, 8, 7, 6], 0, 4);
        }

        using (var flash = SimulatedFlash.InFile(s_geometry, path))
        {
            Assert.Equal([9, 8, 7, 6], Content(flash, 1)[16..20]);
            Assert.Equal((int)FlashFault.NotErased, flash.Program(1, 16, new byte[4], 0, 4));
            flash.CutAt(1, CutPoint.During, seed: 5);
            flash.Erase(1);
        }

        using (var flash = SimulatedFlash.InFile(s_geometry, path))
        {
            Assert.Equal((int)FlashFault.NotErased, flash.Program(1, 0, new byte[4], 0, 4));
            Assert.Equal(0, flash.Erase(1));
            Assert.Equal(0, flash.Program(1, 0, new byte[4], 0, 4));
        }

        Assert.Throws<InvalidDataException>(() => SimulatedFlash.InFile(FlashGeometry.Default, path));
    }

    private static byte[] TornProgram(ulong seed)
    {
        using var flash = SimulatedFlash.InMemory(s_geometry);
        flash.CutAt(1, CutPoint.During, seed);
        Assert.Equal((int)FlashFault.Dead, flash.Program(0, 8, Bytes(16, 0x55), 0, 16));
        flash.Revive();
        return Content(flash, 0);
    }
}
