using System.Collections.Immutable;

namespace NanoLive.Lowering.Releasing;

/// <summary>A release as a board holds it.</summary>
public sealed record LoweredRelease
{
    /// <summary>In deployment order: references first.</summary>
    public required ImmutableArray<LoweredAssembly> Assemblies { get; init; }

    /// <summary>All of them as one image for the board's deployment region.</summary>
    public required byte[] Deployment { get; init; }

    /// <summary>What has to be deployed beside it: class libraries from their packages.</summary>
    public required ImmutableArray<MissingLibrary> Missing { get; init; }

    /// <summary>Heap of the firmware's records of these assemblies, whose bytes stay in flash.</summary>
    public int RecordHeapBytes => Assemblies.Sum(assembly => assembly.Budget.RecordHeapBytes);

    /// <summary>Assemblies at run time, the missing libraries included.</summary>
    public int AssemblyCount => Assemblies.Length + Missing.Length;

    /// <summary>Warnings and notes of lowering, with the assembly's name before the place.</summary>
    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }
}
