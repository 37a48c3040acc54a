using System.Reflection;
using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Runtime.Doubles;

/// <summary>The release and all patches are classes of this test assembly; a "patch assembly" is any image.</summary>
public sealed class TestLoader : IAssemblyLoader
{
    public int Generation { get; set; } = AssemblyGeneration.Il;

    public int FreeSlots { get; set; } = 40;

    public int Loads { get; private set; }

    public bool Refuses { get; set; }

    public Assembly Load(byte[] image)
    {
        Loads++;
        return Refuses ? null! : typeof(TestLoader).Assembly;
    }

    public Assembly Find(string simpleName) => simpleName == typeof(TestLoader).Assembly.GetName().Name ? typeof(TestLoader).Assembly : null!;
}
