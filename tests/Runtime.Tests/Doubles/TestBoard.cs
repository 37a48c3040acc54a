using System.Security.Cryptography;
using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Ports;
using NanoLive.Runtime.Drivers;
using NanoLive.Signatures;
using NanoLive.Signing;
using NanoLive.Trust;
using NanoLive.Update;

namespace NanoLive.Runtime.Doubles;

/// <summary>A board with one thermometer that is ticked every 10 ms, over flash and broker that outlive its boots.</summary>
public sealed class TestBoard : IApplication, IDisposable
{
    public const int PeriodMs = 10;
    private static readonly byte[] Vendor = new byte[16];
    private static readonly byte[] Class = [.. Enumerable.Repeat((byte)1, 16)];
    private readonly SigningKey _key = SigningKey.Generate();
    private int _patches;

    public TestBoard() => Boot();

    public byte[] Release { get; } = [.. Enumerable.Repeat((byte)7, 32)];

    public RamFlash Flash { get; } = new();

    public TestBroker Broker { get; } = new();

    public TestClock Clock { get; } = new();

    public TestPower Power { get; private set; } = new();

    public TestLoader Loader { get; private set; } = new();

    public TestTrace Trace { get; } = new();

    public BoardSettings Settings { get; } = new() { DeviceId = "d1", BrokerHost = "broker", TrialMs = 200, TickLimitMs = 8, HealthMs = 100, SwapsPerTick = 1 };

    public LiveBoard Live { get; private set; } = null!;

    public Entry Entry { get; private set; } = null!;

    public int Thermometers { get; set; } = 1;

    public bool LoaderRefuses { get; set; }

    /// <summary>From the next boot on.</summary>
    public IUnpacking? Unpacking { get; set; }

    public Action<LiveBoard>? Building { get; set; }

    public void Boot()
    {
        Power = new TestPower();
        Loader = new TestLoader { Refuses = LoaderRefuses };
        Broker.Disconnect();
        Broker.Connect();
        var ports = new BoardPorts { Flash = Flash, Clock = Clock, Transport = Broker, Loader = Loader, Power = Power, Trace = Trace, Signatures = new SoftwareSignatures(), Unpacking = Unpacking };
        Live = new LiveBoard(ports, Settings, new ReleaseIdentity(Release, Vendor, Class, [_key.Public.Point.ToArray()], [], "application", ports.Signatures));
        Live.Boot(this);
    }

    public void Build(LiveBoard board)
    {
        Factory factory = board.Table.Define("thermometers", typeof(Thermometer), typeof(object));
        for (int i = 0; i < Thermometers; i++)
        {
            Entry entry = factory.Create("outside" + i, "bus");
            board.Loop.Add(entry, PeriodMs);
            Entry = i == 0 ? entry : Entry;
        }

        Building?.Invoke(board);
    }

    public void Dispose() => _key.Dispose();

    /// <summary>Lets time pass; returns whether the condition came true within it.</summary>
    public bool RunUntil(Func<bool> condition, int mostMs = 20_000)
    {
        long endMs = Clock.NowMs + mostMs;
        for (int steps = 0; steps < 200_000 && Clock.NowMs < endMs && Power.Reboots == 0; steps++)
        {
            if (condition())
            {
                return true;
            }

            Clock.WaitUntil(Live.Step());
        }

        return condition();
    }

    public void Run(int ms) => RunUntil(() => false, ms);

    /// <summary>Runs until the last event says that an update ended, and returns its status.</summary>
    public int RunToEnd()
    {
        // What is still to be told of before goes first.
        Live.Step();
        int before = Broker.Events.Count();
        Assert.True(RunUntil(() => Broker.Events.Skip(before).Any(IsEnd)), "no end: " + string.Join("; ", Broker.Events.Skip(before)));
        return Broker.Events.Skip(before).First(IsEnd).GetProperty("status").GetInt32();

        static bool IsEnd(System.Text.Json.JsonElement told) => told.GetProperty("phase").GetString() is "idle" or "rebooting";
    }

    public TestPatch Patch(Plan plan)
    {
        plan.BaseDigest = Release;
        plan.AssemblyName = "Patch" + ++_patches;
        if (plan.FromStates is [[0, ..]])
        {
            plan.FromStates = [Release];
        }

        byte[] image = new byte[700];
        image[0] = (byte)'M';
        image[1] = (byte)'Z';
        image[2] = (byte)_patches;
        byte[] payload = EnvelopeWriter.WritePayload(PlanWriter.Write(plan).Value!, image);
        return new TestPatch(payload, SHA256.HashData(payload), _patches);
    }

    public TestPatch Patch(Type next) => Patch(Patches.Plan(Patches.Change(typeof(Thermometer), next)));

    public byte[] Envelope(TestPatch patch, bool inline = true, SigningKey? key = null, long? sequence = null)
    {
        byte[] manifest = EnvelopeWriter.WriteManifest(new ManifestFields
        {
            Sequence = (ulong)(sequence ?? patch.Sequence),
            VendorId = Vendor,
            ClassId = Class,
            BaseDigest = Release,
            Generation = AssemblyGeneration.Il,
            PayloadDigest = patch.Digest,
            PayloadLengthBytes = patch.Payload.Length,
            ChunkLengthBytes = 256,
        });
        return EnvelopeWriter.Sign(manifest, inline ? patch.Payload : null, key ?? _key);
    }

    public void Offer(byte[] envelope, string to = "all") => Broker.Retain("nanolive/default/offer/" + to, envelope);

    public void Offer(TestPatch patch) => Offer(Envelope(patch));

    public void RetainChunk(TestPatch patch, int chunk, byte[]? instead = null) =>
        Broker.Retain($"nanolive/default/payload/{Convert.ToHexStringLower(patch.Digest)}/{chunk}", instead ?? patch.Chunk(chunk));
}

public sealed record TestPatch(byte[] Payload, byte[] Digest, long Sequence)
{
    public int Chunks => (Payload.Length + 255) / 256;

    public byte[] Chunk(int index) => Payload.AsSpan(index * 256, Math.Min(256, Payload.Length - (index * 256))).ToArray();
}
