using System.Collections.Frozen;

namespace NanoLive.Lowering.Pe;

/// <summary>
/// The 860 strings that every v1 firmware holds; ids count down from 0xFFFF. They were obtained by asking a running firmware (a program that
/// prints each id), and a test asks again. Every name from this table is one that a .pe need not carry.
/// </summary>
public static class FirmwareStrings
{
    public const int Count = 860;

    /// <summary>The lowest id of the table. The firmware also takes the id below it for one of its own, where it has none: nobody may use that.</summary>
    public const ushort FirstId = 0xFFFF - Count + 1;

    private static readonly string[] Texts = Load();

    private static readonly FrozenDictionary<string, ushort> Ids =
        Texts.Select((text, index) => KeyValuePair.Create(text, (ushort)(0xFFFF - index))).ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> All => Texts;

    public static bool TryGetId(string text, out ushort id) => Ids.TryGetValue(text, out id);

    /// <summary>Null when the id is not one of the firmware's.</summary>
    public static string? Find(ushort id) => id >= FirstId ? Texts[0xFFFF - id] : null;

    private static string[] Load()
    {
        using var stream = typeof(FirmwareStrings).Assembly.GetManifestResourceStream("firmware-strings.v1.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
