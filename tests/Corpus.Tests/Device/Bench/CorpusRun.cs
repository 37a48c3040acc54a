using System;
using System.Reflection;
using Corpus.Parts;
using DeviceTests;
using DeviceTests.Doubles;
using NanoLive.Board;
using NanoLive.Checking;
using NanoLive.Format;
using NanoLive.Ports;
using NanoLive.Signatures;
using NanoLive.Trust;
using NanoLive.Update;

namespace Corpus.Bench
{
    /// <summary>
    /// A pair's application on a whole board, updated by a signed patch in mid-operation and, where that goes live, taken back by another: what
    /// the board's diary has of it is printed, a line each.
    /// </summary>
    public sealed class CorpusRun
    {
        private const int Ticks = 23;
        private const int MostMs = 60000;

        private readonly SteppedClock _clock = new SteppedClock();
        private readonly Broker _broker = new Broker();
        private readonly Diary _diary = new Diary();
        private readonly BenchHardware _hardware;
        private readonly BoardPorts _ports = new BoardPorts();
        private readonly BoardSettings _settings = new BoardSettings();
        private LiveBoard _board;
        private int _printed;
        private int _lines;

        private CorpusRun(string part, int address, bool isTurned)
        {
            _hardware = new BenchHardware(_clock, part == "" ? null : PartKind.Create(part), address, isTurned);
            NanoLive.Socket.Board = _hardware;
            _settings.DeviceId = "corpus";
            _settings.BrokerHost = "broker";
            _settings.TrialMs = 500;
            _ports.Signatures = new SoftwareSignatures();
            _ports.ImageCheck = new PeStructure();
            _ports.Flash = new RamFlash(4096, 65536);
            _ports.Clock = _clock;
            _ports.Transport = _broker;
            _ports.Loader = new BoardLoader();
            _ports.Power = new BoardPower();
            _ports.Trace = _diary;
            _ports.Lines = new ILineSource[] { new PinInterrupts(), new EventLines() };
        }

        /// <summary>
        /// Needs <c>patch</c> and may have <c>neutral</c> among what the world supplies: signed offers. A patch that waits is there when the board is
        /// started once more; a board is its objects, and they are thrown away.
        /// </summary>
        public static void Run(string part, int address, bool isTurned, bool waits, IApplication application)
        {
            CorpusRun run = new CorpusRun(part, address, isTurned);
            run.Start(application);
            run.RunLines(Ticks);
            if (waits)
            {
                run.Offer(World.Here.Bytes("patch"));
                run.RunLines(2 * Ticks);
                run.Start(application);
                run.RunLines(Ticks);
                Console.WriteLine("starts " + (run._broker.Last("/state").IndexOf("\"patch\":null") < 0 ? "with" : "without") + " the patch");
                return;
            }

            run.Update(World.Here.Bytes("patch"));
            byte[] neutral = World.Here.Bytes("neutral");
            if (neutral != null)
            {
                run.Update(neutral);
            }
        }

        private void Start(IApplication application)
        {
            _board = new LiveBoard(_ports, _settings, ReleaseIdentity.Read(Assembly.Load(ReleaseIdentity.AssemblyName), _ports.Signatures));
            _board.Boot(application);
        }

        private void Offer(byte[] offer)
        {
            _broker.Retain("nanolive/default/offer/all", offer);
        }

        private void Update(byte[] offer)
        {
            int from = _diary.Lines;
            Offer(offer);
            long endMs = _clock.NowMs + MostMs;
            while (_diary.Count(TraceWord.Commit, from) == 0 && _clock.NowMs < endMs)
            {
                Step();
            }

            RunLines(Ticks);
            Console.WriteLine("runs " + Script.Driver.Target.GetType().FullName + ", status " + DeviceTests.Bench.Number(_broker.Last("/state"), "\"status\":"));
        }

        private void RunLines(int count)
        {
            int end = _lines + count;
            long endMs = _clock.NowMs + MostMs;
            while (_lines < end && _clock.NowMs < endMs)
            {
                Step();
            }
        }

        private void Step()
        {
            long dueMs = _board.Step();
            _hardware.Knob.TurnUntil(dueMs * 1000);
            _clock.WaitUntil(dueMs);
            for (; _printed < _diary.Lines; _printed++)
            {
                string word = _diary.WordAt(_printed);
                _lines += word == Script.Word ? 1 : 0;
                if (word == Script.Word || word == TraceWord.Commit || word == TraceWord.Threw || word == TraceWord.Rollback)
                {
                    Console.WriteLine(word + " " + _diary.SubjectAt(_printed));
                }
            }
        }
    }
}
