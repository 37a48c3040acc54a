using NanoLive.Format;

namespace NanoLive.Conformance.Tests;

/// <summary>Runs one device test on .NET, in a load context of its own.</summary>
internal static class OnDotNet
{
    private static readonly Lazy<Supplies> s_supplies = new(() => new Supplies(AssemblyGeneration.Il));

    /// <summary>What it printed: from <c>begin</c> to its verdict.</summary>
    public static IReadOnlyList<string> Run(string type, string method) => DotNet.Run([], context =>
    {
        var tests = context.LoadFromAssemblyName(new("Device.Tests"));
        var load = Delegate.CreateDelegate(tests.GetType("DeviceTests.LoadAssembly", true)!, context, typeof(DeviceContext).GetMethod(nameof(DeviceContext.Load), [typeof(byte[])])!);
        var supply = Delegate.CreateDelegate(tests.GetType("DeviceTests.SupplyBytes", true)!, typeof(OnDotNet).GetMethod(nameof(Supply))!);
        var world = tests.GetType("DeviceTests.World", true)!;
        world.GetField("Here")!.SetValue(null, Activator.CreateInstance(world, AssemblyGeneration.Il, load, supply));
        tests.GetType("DeviceTests.TestRun", true)!.GetMethod("Test", [typeof(string), typeof(string)])!.Invoke(null, [type, method]);
    });

    /// <summary>A copy each time: a test may change it.</summary>
    public static byte[]? Supply(string name) => s_supplies.Value.Bytes.GetValueOrDefault(name)?.ToArray();
}
