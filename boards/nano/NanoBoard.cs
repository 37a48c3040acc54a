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
        /// <param name="signatures"><c>SoftwareSignatures</c> of NanoLive.Signatures, or what the board has in hardware or firmware.</param>
        /// <param name="check"><c>PeStructure</c> of NanoLive.Checking; null leaves it out.</param>
        public static void Run(IApplication application, ISignatures signatures, IImageCheck check)
        {
            IAssemblyLoader loader = new AssemblyMemory(MostDeployedAssemblies);
            ReleaseIdentity identity = ReleaseIdentity.Read(loader.Find(ReleaseIdentity.AssemblyName), signatures);
            bool hasDrive = FileFlash.IsUsable(FileFlash.DefaultFolder);

            // The file comes second: it is this board's own.
            BoardSettings settings = new BoardSettings();
            SettingsFile.Apply(identity.Settings, settings);
            if (hasDrive)
            {
                SettingsFile.Read(SettingsFile.DefaultPath, settings);
            }

            BoardPorts ports = CreatePorts(loader, settings, hasDrive);
            ports.Signatures = signatures;
            ports.ImageCheck = check;
            LiveBoard board = new LiveBoard(ports, settings, identity);
            board.Boot(application);
            board.Run();
        }

        private static BoardPorts CreatePorts(IAssemblyLoader loader, BoardSettings settings, bool hasDrive)
        {
            BoardPorts ports = new BoardPorts();
            ports.Flash = hasDrive ? new FileFlash(FileFlash.DefaultFolder) : (IFlash)new MemoryFlash();
            ports.Clock = new BoardClock();
            ports.Transport = new MqttTransport(settings);
            ports.Loader = loader;
            ports.Power = new BoardPower();
            ports.Trace = new DebugTrace();
            ports.Limit = new ExecutionLimit();
            ports.Unpacking = FlashedUnpacking.Of(loader, ports.Power);
            ports.Lines = new ILineSource[] { new PinInterrupts(), new EventLines() };
            return ports;
        }
    }
}
