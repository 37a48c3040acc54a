using NanoLive.Patching;
using NanoLive.Signing;

namespace NanoLive.Simulator;

/// <summary>From a build to what a simulated board is flashed with.</summary>
public static class SimulatedRelease
{
    /// <summary>Vendor of boards that exist in tests only.</summary>
    public const string Vendor = "nanolive.example";

    /// <summary>The board family of simulated boards.</summary>
    public const string Family = "simulated";

    /// <summary>16 bytes: whose boards these are.</summary>
    public static byte[] VendorId { get; } = BoardClass.VendorId(Vendor);

    /// <summary>16 bytes: what kind of board these are.</summary>
    public static byte[] ClassId { get; } = BoardClass.ClassId(VendorId, Family);

    /// <summary>Prepares a build and gives it its identity.</summary>
    /// <param name="build">Has exactly one application.</param>
    /// <param name="keys">What the board is to trust: 64 bytes each, X and Y of a P-256 point.</param>
    /// <exception cref="ArgumentException">The build cannot be prepared; the message says why.</exception>
    public static ReleaseImage Prepare(Build build, IReadOnlyList<byte[]> keys)
    {
        if (build.Applications.Count != 1)
        {
            throw new ArgumentException($"the build has {build.Applications.Count} applications and must have one", nameof(build));
        }

        var identity = new ReleaseIdentity(VendorId, ClassId, keys, build.Applications[0]);
        var result = ReleaseImage.Create(build, identity, new PreparationOptions());
        return result.Succeeded
            ? result.Value
            : throw new ArgumentException(string.Join("; ", result.Problems), nameof(build));
    }

    /// <summary>The files of a release as a board takes them.</summary>
    public static ReleaseFiles FilesOf(ReleaseImage image) =>
        new(image.Files.Select(file => ReleaseFile.FromImage(file.Image, file.Symbols)
            ?? throw new ArgumentException($"{file.FileName} is not an assembly", nameof(image))));
}
