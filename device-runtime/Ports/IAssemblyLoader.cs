using System.Reflection;

namespace NanoLive.Ports
{
    /// <summary>Turns bytes into types.</summary>
    public interface IAssemblyLoader
    {
        /// <summary>The form of assembly that this board runs: a value of <see cref="Format.AssemblyGeneration"/>.</summary>
        int Generation { get; }

        /// <summary>How many more assemblies fit.</summary>
        int FreeSlots { get; }

        /// <summary>Loads the image, which is the loader's from now on. Null when the board refused it.</summary>
        Assembly Load(byte[] image);

        /// <summary>An assembly of the release, by simple name; null when there is none.</summary>
        Assembly Find(string simpleName);
    }
}
