using System.Runtime.Loader;

namespace NanoLive.Simulator.Tests;

/// <summary>Boots of a board that the host still has in its memory. .NET's list of contexts leaves out one that is being unloaded, however long that takes; its assemblies stay.</summary>
internal static class BootsInMemory
{
    private const int MostCollections = 20;

    /// <summary>After collections, as long as there is more than one.</summary>
    public static int Of(string device)
    {
        for (int i = 0; i < MostCollections && Count(device) > 1; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Count(device);
    }

    /// <summary>As many as there are when nobody asks for a collection.</summary>
    public static int Count(string device) => AppDomain.CurrentDomain.GetAssemblies().Select(AssemblyLoadContext.GetLoadContext).Where(context => context?.Name == $"{device} boot").Distinct().Count();
}
