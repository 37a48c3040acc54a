namespace NanoLive.Publishing;

/// <summary>The topics of one fleet (FORMAT.md, "Topics"): <c>root/fleet/…</c>. Each name is one level: no separator, no wildcard.</summary>
public sealed class FleetTopics
{
    private readonly string _head;

    /// <exception cref="ArgumentException">Not one level of a topic.</exception>
    public FleetTopics(string root, string fleet) => _head = $"{Level(root)}/{Level(fleet)}/";

    /// <summary>Whether the name can stand for a root, a fleet, a group or a device.</summary>
    public static bool IsLevel(string name) => name.Length is > 0 and <= 200 && name.All(c => c is > ' ' and < '\x7F' and not ('/' or '+' or '#'));

    /// <summary>Retained: the envelope that boards of this group are to take.</summary>
    /// <param name="group">A group, or the id of one device.</param>
    public string Offer(string group) => $"{_head}offer/{Level(group)}";

    /// <summary>Retained: piece <paramref name="index"/> of a payload, from 0.</summary>
    /// <param name="digest">64 hexadecimal digits, lower case.</param>
    public string Chunk(string digest, int index) => $"{_head}payload/{digest}/{index}";

    public string Device(string id, string name) => $"{_head}device/{Level(id)}/{name}";

    /// <summary>Filter for one kind of message of all devices.</summary>
    public string AllDevices(string name) => $"{_head}device/+/{name}";

    /// <summary>False when it is no topic of a device of this fleet.</summary>
    public bool TryReadDevice(string topic, out string id, out string name)
    {
        string[] levels = topic.StartsWith(_head, StringComparison.Ordinal) ? topic[_head.Length..].Split('/') : [];
        bool matches = levels is ["device", _, _] && IsLevel(levels[1]);
        (id, name) = matches ? (levels[1], levels[2]) : ("", "");
        return matches;
    }

    private static string Level(string name) => IsLevel(name)
        ? name
        : throw new ArgumentException($"'{name}' cannot be a level of a topic: 1 to 200 ASCII characters without blank, '/', '+' and '#'.");
}
