using NanoLive.Format;

namespace NanoLive.Conformance.Tests;

/// <summary>The patches that the device tests ask for by name: which source, and the plan that goes with it.</summary>
internal static class PatchPlans
{
    public static readonly byte[] Release = [.. Enumerable.Repeat((byte)7, 32)];

    private static readonly FieldMove s_celsius = new() { From = "_raw", To = "_celsius", Divide = 16 };
    private static readonly FieldMove s_total = new() { From = "Sum", To = "Total" };
    private static readonly FieldMove s_ownCount = new() { From = "_count", To = "_count", Multiply = 10 };

    /// <param name="Source">File under Patches/, without .cs.</param>
    /// <param name="From">The patch that it goes live from, beside the release; null: none.</param>
    internal sealed record Entry(string Name, string Source, long Sequence, ClassChange[] Classes, string? From = null)
    {
        public bool IsNeutral { get; init; }

        public string? Static { get; init; }

        public StaticMove[] Statics { get; init; } = [];
    }

    public static IReadOnlyList<Entry> All { get; } =
    [
        new("plain", "plain", 1, [Change("Thermometer", "PlainThermometer")]) { Static = "Latest" },
        new("chunked", "plain", 1, [Change("Thermometer", "PlainThermometer")]),
        new("strangers-key", "plain", 1, [Change("Thermometer", "PlainThermometer")]),
        new("forged", "plain", 1, [Change("Thermometer", "PlainThermometer")]),
        new("from-elsewhere", "plain", 1, [Change("Thermometer", "PlainThermometer")]),
        new("thrower", "thrower", 2, [Change("Thermometer", "ThrowingThermometer")]),
        new("thrower-again", "thrower", 3, [Change("Thermometer", "ThrowingThermometer")]),
        new("renamed", "renamed", 4, [Change("Thermometer", "RenamedThermometer", s_celsius, s_ownCount)]),
        new("later", "later", 5, [Change("Thermometer", "LaterThermometer", s_celsius)]),
        new("after-plain", "renamed", 6, [Change("Thermometer", "RenamedThermometer", s_celsius)], "plain"),
        new("neutral", "neutral", 7, [Change("Thermometer", "NeutralThermometer")], "after-plain") { IsNeutral = true },
        new("lamp", "lamp", 1, [Migrated(Change("Lamp", "NewLamp"), "LampMigration")]),
        new("throwing-migration", "throwing-migration", 1, [Migrated(Change("Thermometer", "MigratedThermometer"), "ThrowingMigration")]),
        new("parts", "parts", 1, [Change("Thermometer", "PartsThermometer"), Change("Smoother", "NewSmoother")]),
        new("stranger", "stranger", 1, [Change("Thermometer", "StrangeThermometer")]),
        new("counter", "counter", 1, [Subscribed(Change("Counter", "NewCounter"), "OnChanged")]),
        new("reader", "reader", 1, [Subscribed(Change("Reader", "NewReader"), "Run")]),
        new("meter", "meter", 1, [Change("Meter", "NewMeter")]),
        new("nodes", "nodes", 1, [Change("Node", "NewNode")]),
        new("brings", "brings", 1, [Change("Thermometer", "BringingThermometer")]),
        new("follows", "follows", 2, [Change("Thermometer", "FollowingThermometer"), Following("brings", "BringingThermometer", "FollowingThermometer"), Following("brings", "Cell", "Cell", s_total)], "brings")
        {
            Statics = [new StaticMove { OldAssembly = "Patch.brings", OldClass = "Patches.BringingThermometer", NewClass = "Patches.FollowingThermometer", Field = "s_all" }],
        },
        new("turned-lamp", "turned-lamp", 1, [Migrated(Change("Lamp", "TurnedLamp"), "TurnedLampMigration")]),
        new("undone-lamp", "undone-lamp", 2, [Change("Lamp", "UndoneLamp"), Undoing(Following("turned-lamp", "TurnedLamp", "UndoneLamp"), "TurnedLampMigration")], "turned-lamp"),
        new("class-missing", "plain", 1, [Change("Thermometer", "Nowhere")]),
        new("no-adoption", "no-adoption", 1, [Change("Thermometer", "UnadoptedThermometer")]),
    ];

    /// <summary>A patch that repeats another has its assembly's name, and so its very bytes.</summary>
    public static string AssemblyName(Entry entry) => "Patch." + entry.Name.Replace("-again", "", StringComparison.Ordinal);

    public static Plan Plan(Entry entry, byte[]? fromDigest) => new()
    {
        AssemblyName = AssemblyName(entry),
        BaseDigest = Release,
        Neutral = entry.IsNeutral,
        FromStates = entry.Name == "from-elsewhere" ? [[.. Enumerable.Repeat((byte)9, 32)]] : fromDigest == null ? [Release] : [Release, fromDigest],
        Classes = entry.Classes,
        Statics = entry.Statics,
        Holders = entry.Static == null ? [] : [new HolderField { Assembly = "Device.Tests", Class = "DeviceTests.Drivers.Station", Field = entry.Static }],
    };

    private static ClassChange Change(string old, string next, params FieldMove[] moves) =>
        new() { OldAssembly = "Device.Tests", OldClass = "DeviceTests.Drivers." + old, NewClass = "Patches." + next, Moves = moves, Handlers = [] };

    /// <summary>From the class of an earlier patch.</summary>
    private static ClassChange Following(string earlier, string old, string next, params FieldMove[] moves) =>
        new() { OldAssembly = "Patch." + earlier, OldClass = "Patches." + old, NewClass = "Patches." + next, Moves = moves, Handlers = [] };

    private static ClassChange Undoing(ClassChange change, string migration)
    {
        change.Undoes = "Patches." + migration;
        return change;
    }

    private static ClassChange Migrated(ClassChange change, string migration)
    {
        change.Migration = "Patches." + migration;
        return change;
    }

    private static ClassChange Subscribed(ClassChange change, params string[] handlers)
    {
        change.Handlers = handlers;
        return change;
    }
}
