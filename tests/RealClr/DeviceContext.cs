using System.Reflection;
using System.Runtime.Loader;

namespace NanoLive.RealClr;

/// <summary>
/// A place on .NET where device assemblies run: those it is given, then the run-time side of the board's class libraries where the program has
/// them beside it (<c>board-libraries/</c>), then the device assemblies in <c>device/</c>, then .NET.
/// </summary>
public sealed class DeviceContext(IEnumerable<(string Name, byte[] Assembly)> files) : AssemblyLoadContext("device", isCollectible: true)
{
    private readonly Dictionary<string, byte[]> _files = files.ToDictionary(file => file.Name, file => file.Assembly);

    /// <summary>Loads what no other assembly refers to by name: a program, a patch.</summary>
    public Assembly Load(byte[] image) => LoadFromStream(new MemoryStream(image));

    protected override Assembly? Load(AssemblyName wanted)
    {
        if (_files.TryGetValue(wanted.Name!, out var image))
        {
            return Load(image);
        }

        string[] places = [Path.Combine(AppContext.BaseDirectory, "board-libraries"), DeviceCompiler.LibraryFolder];
        var file = places.Select(folder => Path.Combine(folder, wanted.Name + ".dll")).FirstOrDefault(File.Exists);

        // A skeleton is for compilers; .NET's own answers in its place.
        return file == null || (wanted.Name == "mscorlib" && file.StartsWith(DeviceCompiler.LibraryFolder, StringComparison.Ordinal)) ? null : Load(File.ReadAllBytes(file));
    }
}
