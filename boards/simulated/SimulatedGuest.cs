using System;
using System.Reflection;
using NanoLive.Board;
using NanoLive.Hardware;
using NanoLive.Ports;
using NanoLive.Signatures;
using NanoLive.Trust;
using NanoLive.Update;

namespace NanoLive.Guest
{
    /// <summary>
    /// Boots the runtime on a simulated board and hands out its loop step by step. The application is the one that the release names, as on a
    /// real board; what a real board does in Main is done here.
    /// </summary>
    public sealed class SimulatedGuest : IGuest
    {
        private const long UsPerMs = 1000;

        // What BoardSettings.Set knows; FORMAT.md.
        private static readonly string[] s_settings = new string[]
        {
            "device", "root", "fleet", "groups", "broker", "user", "password", "trial-ms", "tick-limit-ms", "stuck-ms", "quiescence-ms",
            "slice", "swaps-per-tick", "interrupts", "poll-ms", "health-ms", "trace-ticks",
        };

        private LiveBoard _board;

        /// <inheritdoc/>
        public void Boot(IHardware hardware)
        {
            BoardSettings settings = ReadSettings(hardware);
            ISignatures signatures = new SoftwareSignatures();
            ReleaseIdentity identity = ReadIdentity(hardware, signatures);
            BoardPorts ports = new BoardPorts();
            ports.Signatures = signatures;
            ports.Flash = new SimulatedFlashPort(hardware.Flash);
            ports.Clock = new SimulatedClock(hardware.Clock);
            ports.Transport = CreateTransport(hardware, settings);
            ports.Loader = new SimulatedLoader(hardware.Assemblies);
            ports.Power = new SimulatedPower(hardware.Power);
            ports.Trace = new SimulatedTrace(hardware.Trace);
            ports.Limit = new SimulatedLimit(hardware.Processor);
            ports.Unpacking = FlashedUnpacking.Of(ports.Loader, ports.Power);
            ports.Lines = new ILineSource[] { new PinInterrupts(), new EventLines() };
            _board = new LiveBoard(ports, settings, identity);
            _board.Boot(CreateApplication(hardware, identity));
        }

        /// <inheritdoc/>
        public long Step()
        {
            return _board.Step() * UsPerMs;
        }

        private static BoardSettings ReadSettings(IHardware hardware)
        {
            BoardSettings settings = new BoardSettings();
            for (int i = 0; i < s_settings.Length; i++)
            {
                string value = hardware.Setting(s_settings[i]);
                if (value != null && !settings.Set(s_settings[i], value))
                {
                    hardware.Trace.Write(TraceWord.Note, "setting " + s_settings[i] + " cannot be " + value, 0, 0);
                }
            }

            return settings;
        }

        private static ReleaseIdentity ReadIdentity(IHardware hardware, ISignatures signatures)
        {
            Assembly release = hardware.Assemblies.Find(ReleaseIdentity.AssemblyName);
            ReleaseIdentity identity = release == null ? null : ReleaseIdentity.Read(release, signatures);
            if (identity == null)
            {
                throw new InvalidOperationException("the board was flashed without a release identity");
            }

            return identity;
        }

        private static ITransport CreateTransport(IHardware hardware, BoardSettings settings)
        {
            if (hardware.Network.Messages != null)
            {
                return new LinkTransport(hardware.Network.Messages, settings);
            }

            return new MqttTransport(settings);
        }

        private static IApplication CreateApplication(IHardware hardware, ReleaseIdentity identity)
        {
            string name = identity.Application;
            int comma = name.IndexOf(',');
            Assembly assembly = comma < 0 ? null : hardware.Assemblies.Find(name.Substring(comma + 1).Trim());
            Type type = assembly == null ? null : assembly.GetType(name.Substring(0, comma));
            if (type == null)
            {
                throw new InvalidOperationException("the release names " + name + " as its application and does not contain it");
            }

            return (IApplication)type.GetConstructor(new Type[0]).Invoke(null);
        }
    }
}
