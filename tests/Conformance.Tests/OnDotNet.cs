using NanoLive.Format;

namespace NanoLive.Conformance.Tests;

/// <summary>Runs one device test on .NET, in a load context of its own.</summary>
internal static class OnDotNet
{
    private static readonly Lazy<Supplies> s_supplies = new(() => new Supplies(AssemblyGeneration.Il));

    /// <summary>What it printed: from <c>begin</c> to its verdict.</summary>
    public static IReadOnlyList<string> Run(string type, string method) => DotNet.Run([], context =>
    {
        // A copy each time: a test may change it.
        DeviceWorld.Set(context, AssemblyGeneration.Il, name => s_supplies.Value.Bytes.GetValueOrDefault(name)?.ToArray());
        var run = context.LoadFromAssemblyName(new("Device.Tests")).GetType("DeviceTests.TestRun", true)!;
        run.GetMethod("Test", [typeof(string), typeof(string)])!.Invoke(null, [type, method]);
    });
}
