using System.Collections.Concurrent;
using NanoLive.Format;

namespace NanoLive.Conformance.Tests;

/// <summary>Runs a class of device tests on the real CLR, a program of its own: everything but mscorlib is lowered by us, and the runtime is
/// closed as boards have it.</summary>
internal static class OnRealClr
{
    private static readonly Lazy<IReadOnlyList<(string Name, byte[] Assembly)>> s_supplies = new(() => DeviceWorld.Supplies(new Supplies(AssemblyGeneration.PeV1).Bytes));
    private static readonly ConcurrentDictionary<(string Runner, string Class), IReadOnlyList<string>> s_runs = new();

    /// <summary>What the test printed: from <c>begin</c> to its verdict, or to where the program ended.</summary>
    public static IReadOnlyList<string> Run(string runner, string type, string method)
    {
        var lines = s_runs.GetOrAdd((runner, type), key => Run(key.Runner, $"TestRun.Class(\"{key.Class}\");"));
        var name = type[(type.LastIndexOf('.') + 1)..] + "." + method;
        var own = lines.SkipWhile(line => line != "begin " + name).ToList();
        var end = own.FindIndex(line => line.StartsWith("passed " + name, StringComparison.Ordinal)
            || line.StartsWith("failed " + name, StringComparison.Ordinal) || line.StartsWith("skipped " + name, StringComparison.Ordinal));
        return end >= 0 ? own[..(end + 1)] : ["the program ended before this test did:", .. lines.TakeLast(20)];
    }

    /// <summary>What a program with these statements printed.</summary>
    public static IReadOnlyList<string> Run(string runner, string statements)
    {
        byte[][] device = [.. ((string[])["NanoLive.Runtime", "NanoLive.Signatures", "NanoLive.Checking", "Device.Tests"]).Select(DeviceWorld.Read)];
        var program = DeviceWorld.Program(s_supplies.Value, statements, device);
        return NanoClr.Run(
            runner,
            [
                File.ReadAllBytes(NanoClr.Library("mscorlib.pe")),
                NanoClr.Base("nanoFramework.TestFramework") ?? DevicePe.Of(DeviceWorld.Read("nanoFramework.TestFramework")),
                DevicePe.Closed(device[0], [.. device[1..], program]),
                DevicePe.Closed(device[1], [device[3]]),
                DevicePe.Closed(device[2], [device[3]]),
                DevicePe.Of(device[3]),
                .. s_supplies.Value.Select(supply => DevicePe.Of(supply.Assembly)),
                DevicePe.Of(program, s_supplies.Value),
            ]);
    }
}
