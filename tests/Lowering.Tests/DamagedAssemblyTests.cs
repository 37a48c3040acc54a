namespace NanoLive.Lowering.Tests;

/// <summary>IL whose bytes were changed at random: a .pe or an error, never an exception.</summary>
public class DamagedAssemblyTests
{
    private const int Rounds = 150;

    [Fact]
    public void Damaged_assembly_is_an_error_not_an_exception()
    {
        var good = DeviceCompiler.Program(Lowered.ProgramSource("Classes"), "Classes");
        var references = Lowered.References();
        var random = new Random(99);
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = good.ToArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                bytes[random.Next(0x200, bytes.Length)] = (byte)random.Next(256);
            }

            var result = Writing.AssemblyLowering.Lower(bytes, references);
            refused += !result.Succeeded ? 1 : 0;
            Assert.Equal(!result.Succeeded, result.Diagnostics.Any(d => d.Severity == Severity.Error));
        }

        Assert.InRange(refused, 1, Rounds - 1);
    }
}
