using System.Reflection;

namespace NanoLive.Hardware
{
    /// <summary>The assemblies of one board: each boot has its own copies, with statics of their own.</summary>
    public interface IAssemblyMemory
    {
        /// <summary>Loads a patch assembly. The array is the caller's no more. Throws what the board's loader would throw.</summary>
        Assembly Load(byte[] image);

        /// <summary>An assembly of the release by simple name, or null.</summary>
        Assembly Find(string simpleName);

        /// <summary>How many assemblies are loaded, the board's own libraries included.</summary>
        int Count { get; }
    }
}
