using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoLive.Simulator;

/// <summary>
/// Everything that makes one simulated board the one it is: <c>board.json</c> in its folder, or made in a test. Equal descriptions and equal
/// releases give equal runs in virtual time.
/// </summary>
public sealed record BoardDescription
{
    private const string DefaultHardware = "NanoLive.Simulator.simulated-board.json";

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    private static readonly Lazy<HardwareDescription> s_defaultHardware = new(ReadDefaultHardware);

    /// <summary>The board's name in its fleet.</summary>
    public string Device { get; init; } = "board-1";

    /// <summary>First level of all topics.</summary>
    public string Root { get; init; } = "nanolive";

    /// <summary>Second level of all topics.</summary>
    public string Fleet { get; init; } = "default";

    /// <summary>Whose offers the board takes.</summary>
    public IReadOnlyList<string> Groups { get; init; } = ["all"];

    /// <summary><c>host:port</c> of an MQTT broker; null: the board stays offline, or in a simulated world.</summary>
    public string? Broker { get; init; }

    /// <summary>Decides everything that chance decides: the weather's phases, the sensor's calibration, faults of the network.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>One of <see cref="WeatherScenario.Names"/>.</summary>
    public string Scenario { get; init; } = "autumn";

    /// <summary>Weather made in code; takes the place of <see cref="Scenario"/>.</summary>
    [JsonIgnore]
    public WeatherScenario? Weather { get; init; }

    /// <summary>UTC at power-on in virtual time, seconds since 1970-01-01; 0: the board is never told the time. In real time it is the host's.</summary>
    public long StartUtcSeconds { get; init; } = 1_767_225_600;

    /// <summary>Further settings of the runtime by name, see FORMAT.md.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What the board is made of.</summary>
    public HardwareDescription Hardware { get; init; } = s_defaultHardware.Value;

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">Not a description.</exception>
    public static BoardDescription FromJson(string json) =>
        JsonSerializer.Deserialize<BoardDescription>(json, s_json) ?? throw new JsonException("no board");

    /// <summary>The description as a file holds it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_json) + "\n";

    /// <summary>What is wrong with the description; null when nothing is.</summary>
    public string? Complaint()
    {
        string? name = new[] { Device, Root, Fleet }.Concat(Groups).FirstOrDefault(level => level.Length == 0 || level.IndexOfAny(['/', '+', '#', ',']) >= 0);
        int[] pins = [Hardware.AnemometerPin ?? 0, Hardware.HeaterPin ?? 0, Hardware.Ranger?.TriggerPin ?? 0, Hardware.Ranger?.EchoPin ?? 0];
        return name != null ? $"\"{name}\" cannot be a level of a topic"
            : Weather == null && !WeatherScenario.Names.Contains(Scenario) ? $"no scenario {Scenario}; there are {string.Join(", ", WeatherScenario.Names)}"
            : pins.Any(pin => pin < 0 || pin >= Hardware.Pins) ? $"a part is on a pin that the board lacks; it has 0 to {Hardware.Pins - 1}"
            : Hardware.Flash.Complaint;
    }

    internal string? Setting(string name) => name switch
    {
        "device" => Device,
        "root" => Root,
        "fleet" => Fleet,
        "groups" => string.Join(',', Groups),
        "broker" => Broker,
        _ => Settings.GetValueOrDefault(name),
    };

    private static HardwareDescription ReadDefaultHardware()
    {
        using var stream = typeof(BoardDescription).Assembly.GetManifestResourceStream(DefaultHardware)!;
        return JsonSerializer.Deserialize<HardwareDescription>(stream, s_json)!;
    }
}
