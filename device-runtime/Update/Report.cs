using System.Collections;
using NanoLive.Ports;

namespace NanoLive.Update
{
    // Text is made when something changes, never in a tick where nothing does. The retained state is always the latest; of events the last
    // few wait while the broker is out of reach, and the oldest give way.

    /// <summary>Tells the broker what the board is doing (FORMAT.md, "State" and "Event").</summary>
    internal sealed class Report
    {
        private const int MostEvents = 8;
        private readonly BoardPorts _ports;
        private readonly byte[] _release;
        private readonly string _stateTopic;
        private readonly string _eventTopic;
        private readonly ArrayList _events = new ArrayList();
        private byte[] _state;
        private int _generation;

        internal Report(BoardPorts ports, BoardSettings settings, byte[] release)
        {
            _ports = ports;
            _release = release;
            _stateTopic = settings.DeviceTopic("state");
            _eventTopic = settings.DeviceTopic("event");
        }

        /// <summary>A constant of <see cref="UpdatePhase"/>.</summary>
        internal int Phase { get; private set; }

        internal int Status { get; private set; }

        /// <summary>Digest of the patch that runs; null: the release.</summary>
        internal byte[] Patch { get; set; }

        /// <summary>Digest of the last patch that was taken back; null: none.</summary>
        internal byte[] Failed { get; set; }

        internal long Sequence { get; set; }

        internal int Boots { get; set; }

        /// <summary>A new phase or outcome, which the next publications tell.</summary>
        /// <param name="subject">Digest of the patch that it is about; null when not known yet.</param>
        /// <param name="reason">What stands in the way; null: nothing.</param>
        internal void Tell(int phase, int status, byte[] subject, string reason, long heldUs, int objects)
        {
            long nowMs = _ports.Clock.NowMs;
            Phase = phase;
            Status = status;
            _ports.Trace.Write(TraceWord.Phase, UpdatePhase.Name(phase), status, nowMs);
            if (_events.Count == MostEvents)
            {
                _events.RemoveAt(0);
            }

            _events.Add(new JsonText()
                .Add("patch", subject)
                .Add("phase", UpdatePhase.Name(phase))
                .Add("status", status)
                .Add("reason", reason == null ? string.Empty : reason)
                .Add("atMs", nowMs)
                .Add("heldUs", heldUs)
                .Add("objects", objects)
                .ToBytes());
            _state = new JsonText()
                .Add("release", _release)
                .Add("patch", Patch)
                .Add("phase", UpdatePhase.Name(phase))
                .Add("status", status)
                .Add("reason", reason == null ? string.Empty : reason)
                .Add("failed", Failed)
                .Add("sequence", Sequence)
                .Add("heapFree", _ports.Power.FreeHeapBytes(false))
                .Add("assembliesFree", _ports.Loader.FreeSlots)
                .Add("boots", Boots)
                .Add("uptimeMs", nowMs)
                .ToBytes();
            _generation = -1;
        }

        /// <summary>Hands over what waits, as far as the transport takes it. Allocates nothing when nothing waits.</summary>
        internal void Step()
        {
            if (!_ports.Transport.IsConnected)
            {
                return;
            }

            // A broker that forgot retained messages gets the state again with each connection.
            if (_state != null && _generation != _ports.Transport.Generation && _ports.Transport.Publish(_stateTopic, _state, true))
            {
                _generation = _ports.Transport.Generation;
            }

            while (_events.Count > 0 && _ports.Transport.Publish(_eventTopic, (byte[])_events[0], false))
            {
                _events.RemoveAt(0);
            }
        }
    }
}
