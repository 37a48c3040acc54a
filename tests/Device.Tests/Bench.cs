using DeviceTests.Doubles;
using DeviceTests.Drivers;
using nanoFramework.TestFramework;
using NanoLive.Checking;
using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Ports;
using NanoLive.Signatures;
using NanoLive.Trust;
using NanoLive.Update;

namespace DeviceTests
{
    /// <summary>A whole board with thermometers that are ticked every 10 ms, over flash and broker that outlive its boots.</summary>
    public sealed class Bench : IApplication
    {
        public const int PeriodMs = 10;
        private const int MostMs = 20000;

        private readonly int _thermometers;

        public Bench(int thermometers = 1, RamFlash flash = null)
        {
            _thermometers = thermometers;
            Flash = flash == null ? new RamFlash() : flash;
            Settings.DeviceId = "d1";
            Settings.BrokerHost = "broker";
            Settings.TrialMs = 200;
            Settings.TickLimitMs = 8;
            Settings.HealthMs = 100;
            Settings.SwapsPerTick = 2;
            Boot();
        }

        public RamFlash Flash { get; }

        public Broker Broker { get; } = new Broker();

        public SteppedClock Clock { get; } = new SteppedClock();

        public Diary Diary { get; } = new Diary();

        public BoardSettings Settings { get; } = new BoardSettings();

        public BoardLoader Loader { get; private set; }

        public BoardPower Power { get; private set; }

        public LiveBoard Live { get; private set; }

        /// <summary>The first thermometer's.</summary>
        public Entry Entry { get; private set; }

        public Thermometer Thermometer
        {
            get { return (Thermometer)Entry.Target; }
        }

        /// <summary>What was flashed and whom the board trusts; patches are made for it outside.</summary>
        public static ReleaseIdentity Identity()
        {
            byte[] release = new byte[32];
            for (int i = 0; i < release.Length; i++)
            {
                release[i] = 7;
            }

            return new ReleaseIdentity(release, new byte[16], new byte[16], new byte[][] { World.Here.Bytes("key") }, new byte[0], "application", new SoftwareSignatures());
        }

        public void Boot()
        {
            Loader = new BoardLoader();
            Power = new BoardPower();
            Broker.Disconnect();
            Broker.Connect();
            BoardPorts ports = new BoardPorts();
            ports.Signatures = new SoftwareSignatures();
            ports.ImageCheck = new PeStructure();
            ports.Flash = Flash;
            ports.Clock = Clock;
            ports.Transport = Broker;
            ports.Loader = Loader;
            ports.Power = Power;
            ports.Trace = Diary;
            ports.Lines = new ILineSource[0];
            Live = new LiveBoard(ports, Settings, Identity());
            Live.Boot(this);
        }

        public void Build(LiveBoard board)
        {
            Factory factory = board.Table.Define("thermometers", typeof(Thermometer), typeof(object));
            for (int i = 0; i < _thermometers; i++)
            {
                Entry entry = factory.Create("outside" + i, "bus");
                board.Loop.Add(entry, PeriodMs);
                Entry = i == 0 ? entry : Entry;
            }
        }

        public void Run(int ms)
        {
            long endMs = Clock.NowMs + ms;
            while (Clock.NowMs < endMs && Power.Reboots == 0)
            {
                Clock.WaitUntil(Live.Step());
            }
        }

        /// <summary>Offers what was signed outside under that name.</summary>
        public void Offer(string name)
        {
            Offer(World.Here.Bytes("offer/" + name));
        }

        public void Offer(byte[] envelope)
        {
            Broker.Retain("nanolive/default/offer/all", envelope);
        }

        /// <summary>Runs until the update ended; the status that the board told.</summary>
        public int RunToEnd()
        {
            Live.Step();
            int from = Broker.PublishedCount;
            long endMs = Clock.NowMs + MostMs;
            while (Clock.NowMs < endMs && Power.Reboots == 0)
            {
                for (; from < Broker.PublishedCount; from++)
                {
                    string told = Broker.PublishedAt(from);
                    if (told.IndexOf("/event {") > 0 && told.IndexOf("\"phase\":\"idle\"") > 0)
                    {
                        return Number(told, "\"status\":");
                    }
                }

                Clock.WaitUntil(Live.Step());
            }

            Assert.IsTrue(Power.Reboots > 0, "no end: " + Broker.Last("/event"));
            return Number(Broker.Last("/state"), "\"status\":");
        }

        /// <summary>Runs until the board is in that phase.</summary>
        public void RunTo(int phase)
        {
            long endMs = Clock.NowMs + MostMs;
            while (Live.Phase != phase)
            {
                Assert.IsTrue(Clock.NowMs < endMs && Power.Reboots == 0, "not in phase " + phase);
                Clock.WaitUntil(Live.Step());
            }
        }

        /// <summary>The class that runs, without its namespace.</summary>
        public string Class()
        {
            return Entry.Target.GetType().Name;
        }

        /// <summary>The number behind a word of what the board told.</summary>
        public static int Number(string told, string word)
        {
            int at = told.IndexOf(word) + word.Length;
            int value = 0;
            for (; at < told.Length && told[at] >= '0' && told[at] <= '9'; at++)
            {
                value = (value * 10) + told[at] - '0';
            }

            return value;
        }
    }
}
