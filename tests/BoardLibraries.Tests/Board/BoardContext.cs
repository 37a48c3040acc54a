using System.Reflection;
using System.Runtime.Loader;
using NanoLive.Hardware;

namespace NanoLive.BoardLibraries.Board;

/// <summary>One boot of a simulated board, as small as it can be: its own copies of all libraries, over a fake board.</summary>
internal sealed class BoardContext : AssemblyLoadContext
{
    public BoardContext(FakeBoard board)
        : base("board", isCollectible: true)
    {
        Assembly socket = LoadFromAssemblyName(new AssemblyName("NanoLive.Socket"));
        socket.GetType("NanoLive.Socket", throwOnError: true)!.GetField("Board")!.SetValue(null, board);
        Tests = LoadFromAssemblyPath(Folders.DeviceTests);
    }

    public Assembly Tests { get; }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The interfaces of the hardware are the one thing that board and host share.
        if (assemblyName.Name == typeof(IHardware).Assembly.GetName().Name)
        {
            return null;
        }

        string file = Path.Combine(Folders.BoardLibraries, assemblyName.Name + ".dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}
