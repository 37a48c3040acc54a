using System.Reflection;
using NanoLive.Ports;
using NanoLive.Trust;
using NanoLive.Update;

namespace NanoLive.Board
{
    /// <summary>Starts an application on a real board.</summary>
    public static class NanoBoard
    {
        // What a large application has, class libraries included; a smaller one keeps places in reserve.
        private const int MostDeployedAssemblies = 40;

        /// <summary>Boots the runtime over the board's files, broker and pins, and runs the loop. Returns only for a reboot.</summary>
        public static void Run(IApplication application)
        {
            BoardSettings settings = SettingsFile.Read(SettingsFile.DefaultPath);
            BoardPorts ports = CreatePorts(settings);
            Assembly release = ports.Loader.Find(ReleaseIdentity.AssemblyName);
            LiveBoard board = new LiveBoard(ports, settings, ReleaseIdentity.Read(release));
            board.Boot(application);
            board.Run();
        }

        /// <summary>The ports of a real board.</summary>
        public static BoardPorts CreatePorts(BoardSettings settings)
        {
            BoardPorts ports = new BoardPorts();
            ports.Flash = new FileFlash(FileFlash.DefaultFolder);
            ports.Clock = new BoardClock();
            ports.Transport = new MqttTransport(settings);
            ports.Loader = new AssemblyMemory(MostDeployedAssemblies);
            ports.Power = new BoardPower();
            ports.Trace = new DebugTrace();
            ports.Interrupts = new IInterruptSource[] { new PinInterrupts() };
            return ports;
        }
    }
}
