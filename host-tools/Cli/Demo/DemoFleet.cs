using NanoLive.Format;
using NanoLive.Mqtt;
using NanoLive.Patching;
using NanoLive.Publishing;
using NanoLive.Signing;
using NanoLive.Simulator;

namespace NanoLive.Cli.Demo;

/// <summary>The demo's world: a broker on a free port, keys, the firmware's builds, two flashed boards.</summary>
public sealed class DemoFleet : IAsyncDisposable
{
    public const string LiveBoard = "porch";
    public const string RebootBoard = "shed";
    public const int TrialMs = 3000;
    private const string Vendor = "nanolive.example";
    private const ulong Seed = 7;

    private readonly IMqttBroker _broker;
    private readonly SigningKey _key = SigningKey.Generate();
    private readonly string _builds = Path.Combine(AppContext.BaseDirectory, "firmware");
    private long _sequence = DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    private DemoFleet(string folder, IMqttBroker broker)
    {
        Folder = folder;
        _broker = broker;
        Live = new BoardProcess(BoardsFolder, LiveBoard);
        Reboot = new BoardProcess(BoardsFolder, RebootBoard);
    }

    public string Folder { get; }

    public string BoardsFolder => Path.Combine(Folder, "boards");

    public FleetTopics Topics { get; } = new("nanolive", "demo");

    public string Broker => _broker.EndPoint.ToString();

    /// <summary>Updated live.</summary>
    public BoardProcess Live { get; }

    /// <summary>Updated by a reboot, for contrast.</summary>
    public BoardProcess Reboot { get; }

    /// <summary>Starts the broker and flashes both boards; nothing runs yet.</summary>
    public static async Task<DemoFleet> CreateAsync(string folder, CancellationToken cancel)
    {
        IMqttBroker broker = MqttConnections.CreateBroker();
        await broker.StartAsync(cancel);
        DemoFleet fleet = new(folder, broker);
        fleet.Flash(LiveBoard);
        fleet.Flash(RebootBoard);
        return fleet;
    }

    /// <summary>Compares the release with one of its updates.</summary>
    public PatchReport Compile(string update, IReadOnlyList<PatchFile> after, bool atReboot = false)
    {
        PatchOptions options = new()
        {
            After = [.. after.Select(patch => new EarlierPatch(patch.Offer.PayloadDigest, patch.Plan, patch.Assembly.ToArray()))],
            AtReboot = atReboot,
        };
        Result<PatchReport> result = PatchCompiler.Compile(ReadBuild("release"), ReadBuild(update), options);
        return result.Succeeded && result.Value.Patch != null
            ? result.Value
            : throw new Failure(ExitCode.DemoFailed, $"no patch for {update}: {result.Value?.Summary ?? result.Problems[0]}", "");
    }

    /// <summary>Signs with the key that the boards trust, or with a stranger's.</summary>
    public PatchFile Sign(PatchContent content, SigningKey? stranger = null)
    {
        byte[] vendorId = BoardClass.VendorId(Vendor);
        Result<PatchFile> patch = PatchFile.Sign(
            new PatchContents
            {
                Plan = content.Plan,
                Assembly = content.Assembly,
                Generation = AssemblyGeneration.Il,
                Sequence = ++_sequence,
                VendorId = vendorId,
                ClassId = BoardClass.ClassId(vendorId, "simulated"),
            },
            stranger ?? _key);
        return patch.Succeeded ? patch.Value : throw new Failure(ExitCode.DemoFailed, patch.Problems[0], "");
    }

    /// <summary>Publishes for one board.</summary>
    public async Task<Publication> PublishAsync(PatchFile patch, string device, CancellationToken cancel)
    {
        await using IMqttClient client = await FleetOptions.ConnectAsync(Broker, null, null, cancel);
        Result<Publication> done = await new PatchPublisher(client, Topics).PublishAsync(patch, device, new PublishOptions(), cancel);
        return done.Succeeded ? done.Value : throw new Failure(ExitCode.DemoFailed, done.Problems[0], "");
    }

    /// <summary>Publishes bytes that no honest tool would: the offer of an attacker who reached the broker.</summary>
    public async Task PublishRawAsync(byte[] envelope, string device, CancellationToken cancel)
    {
        await using IMqttClient client = await FleetOptions.ConnectAsync(Broker, null, null, cancel);
        await client.PublishAsync(new MqttMessage(Topics.Offer(device), envelope, MqttQos.AtLeastOnce, Retain: true), cancel);
    }

    /// <summary>What a board left behind: one record a boot.</summary>
    public IReadOnlyList<BoardRecord> Records(string device, StationWatch watch)
    {
        BoardFolder folder = Boards.Require(BoardFolder.Open(BoardsFolder, device));
        IReadOnlyList<TimedRecord> trace = TraceReader.Read(folder.TracePath);
        int sessions = trace.Select(record => record.Session).DefaultIfEmpty(0).Max();
        return [.. Enumerable.Range(1, sessions).Select(session => new BoardRecord(trace, session, watch.Samples(device), folder.Description))];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Live.Dispose();
        Reboot.Dispose();
        _key.Dispose();
        await _broker.DisposeAsync();
    }

    private void Flash(string device)
    {
        byte[] vendorId = BoardClass.VendorId(Vendor);
        Build build = ReadBuild("release");
        ReleaseIdentity identity = new(vendorId, BoardClass.ClassId(vendorId, "simulated"), [_key.Public.Point.ToArray()], build.Applications[0]);
        Result<ReleaseImage> release = ReleaseImage.Create(build, identity, new PreparationOptions());
        if (!release.Succeeded)
        {
            throw new Failure(ExitCode.DemoFailed, release.Problems[0], "");
        }

        BoardDescription description = new()
        {
            Device = device,
            Fleet = "demo",
            Broker = Broker,
            Seed = Seed,
            Settings = new Dictionary<string, string> { ["trial-ms"] = TrialMs.ToString(), ["trace-ticks"] = "2" },
        };
        ReleaseFiles files = new(release.Value.Files.Select(file => ReleaseFile.FromImage(file.Image, file.Symbols)!));
        Boards.Require(BoardFolder.Create(BoardsFolder, description, files));
    }

    private Build ReadBuild(string name) => Inputs.Build(Path.Combine(_builds, name));
}
