using System.Globalization;
using System.Text.Json;

namespace NanoLive.Publishing;

/// <summary>
/// JSON of devices (FORMAT.md, "State" and "Event"). Anyone who can publish can write it: sizes are bounded, unknown members passed over, missing
/// ones 0 or empty, and nothing throws.
/// </summary>
internal static class FleetMessageReader
{
    private const int MostBytes = 16 * 1024;
    private const int MostTextLength = 400;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 4 };

    /// <summary>Null for a name that is none of ours.</summary>
    public static FleetMessage? Read(string id, string name, ReadOnlyMemory<byte> payload)
    {
        if (name == "online")
        {
            return payload.Span is [(byte)'0'] or [(byte)'1']
                ? new DevicePresence(id, payload.Span[0] == '1')
                : new UnreadableMessage(id, name, "neither 0 nor 1");
        }

        if (name is not ("state" or "event"))
        {
            return null;
        }

        if (payload.Length > MostBytes)
        {
            return new UnreadableMessage(id, name, $"longer than {MostBytes} bytes");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(payload, Options);
            JsonElement root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? new UnreadableMessage(id, name, "no JSON object")
                : name == "state" ? ReadState(id, root) : ReadEvent(id, root);
        }
        catch (JsonException)
        {
            return new UnreadableMessage(id, name, "no JSON");
        }
    }

    private static DeviceState ReadState(string id, JsonElement root) => new(id)
    {
        Release = Text(root, "release") ?? "",
        Patch = Text(root, "patch"),
        Phase = Phase(root),
        Status = (int)Number(root, "status", int.MaxValue),
        Reason = Text(root, "reason") ?? "",
        Failed = Text(root, "failed"),
        Sequence = Number(root, "sequence", long.MaxValue),
        HeapFree = Number(root, "heapFree", long.MaxValue),
        AssembliesFree = (int)Number(root, "assembliesFree", int.MaxValue),
        Boots = (int)Number(root, "boots", int.MaxValue),
        UptimeMs = Number(root, "uptimeMs", long.MaxValue),
    };

    private static DeviceEvent ReadEvent(string id, JsonElement root) => new(id)
    {
        Patch = Text(root, "patch"),
        Phase = Phase(root),
        Status = (int)Number(root, "status", int.MaxValue),
        Reason = Text(root, "reason") ?? "",
        AtMs = Number(root, "atMs", long.MaxValue),
        HeldUs = Number(root, "heldUs", long.MaxValue),
        Objects = (int)Number(root, "objects", int.MaxValue),
    };

    private static DevicePhase Phase(JsonElement root) => Text(root, "phase") switch
    {
        "idle" => DevicePhase.Idle,
        "verifying" => DevicePhase.Verifying,
        "downloading" => DevicePhase.Downloading,
        "preparing" => DevicePhase.Preparing,
        "waiting" => DevicePhase.Waiting,
        "trial" => DevicePhase.Trial,
        "rebooting" => DevicePhase.Rebooting,
        _ => DevicePhase.Other,
    };

    private static long Number(JsonElement root, string name, long most) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number)
            ? Math.Clamp(number, 0, most)
            : 0;

    // A control character in a text could speak to the terminal that shows it, a format character turn the line around.
    private static string? Text(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out JsonElement value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            string text = value.GetString()!;
            return string.Concat(text.Take(MostTextLength)
                .Select(c => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format ? '?' : c));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which is no text.
            return null;
        }
    }
}
