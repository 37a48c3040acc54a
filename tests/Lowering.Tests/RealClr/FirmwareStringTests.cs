using System.Text;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Tests.RealClr;

/// <summary>The table of strings that need not travel is the firmware's own: a program asks for each.</summary>
public class FirmwareStringTests
{
    [Fact]
    public void The_firmware_answers_every_string_of_the_table()
    {
        NanoClr.SkipWithout();
        var source = new StringBuilder("public static class Program { public static void Main() {");
        for (var i = 0; i < FirmwareStrings.Count; i++)
        {
            source.Append("System.Console.WriteLine(").Append(PeNames.Quote(FirmwareStrings.Find((ushort)(0xFFFF - i))!)).Append(");\n");
        }

        // None of these texts is in the file, so what is printed comes from the firmware.
        var pe = Lowered.Bytes(DeviceCompiler.Program(source + "System.Console.WriteLine(\"END\"); } }"));
        Assert.Equal(-1, Encoding.UTF8.GetString(pe).IndexOf("TouchGestureEventArgs", StringComparison.Ordinal));
        foreach (var runner in NanoClr.Runners)
        {
            var lines = NanoClr.Run(runner, [File.ReadAllBytes(NanoClr.Library("mscorlib.pe")), pe]);
            Assert.Equal([.. Enumerable.Range(0, FirmwareStrings.Count).Select(i => FirmwareStrings.Find((ushort)(0xFFFF - i))!), "END"], lines);
        }
    }
}
