using System.Collections.Immutable;
using NanoLive.Lowering.Listing;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Verifying;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Releasing;

/// <summary>
/// All assemblies of a release to .pe and to one deployment image. Class libraries are not lowered from IL here, for the project's stand-ins
/// are not what runs on a real board: their .pe come from packages, if at hand, and are named otherwise.
/// </summary>
public static class ReleaseLowering
{
    private const int MaxRounds = 100;

    /// <summary>
    /// Lowers <paramref name="release"/>, simple names and IL. <paramref name="references"/> has the IL of what they refer to;
    /// <paramref name="package"/> gives the .pe of a class library by its name, or null.
    /// </summary>
    public static LoweredRelease? Lower(
        IEnumerable<KeyValuePair<string, byte[]>> release,
        AssemblyReferences references,
        Func<string, byte[]?> package,
        out IReadOnlyList<Diagnostic> diagnostics)
    {
        var all = new List<Diagnostic>();
        diagnostics = all;

        // 1. The release's own assemblies see each other before anything else of those names.
        var own = release.ToList();
        foreach (var (name, assembly) in own)
        {
            references.Add(name, assembly);
        }

        // 2. Each to .pe.
        var lowered = new Dictionary<string, LoweredAssembly>(StringComparer.Ordinal);
        foreach (var (name, assembly) in own)
        {
            var result = AssemblyLowering.Lower(assembly, references);
            all.AddRange(result.Diagnostics.Select(d => d with { Place = $"{name}: {d.Place}" }));
            if (result.Image != null)
            {
                lowered[name] = new LoweredAssembly(name, result.Pe!, result.Image, PeBudget.Of(result.Image), IsFromPackage: false);
            }
        }

        // 3. What they refer to, and what that refers to, from packages.
        var missing = AddPackages(lowered, package, all);
        if (all.Any(d => d.Severity == Severity.Error))
        {
            return null;
        }

        // 4. One image, references first.
        var order = DeploymentImage.Order(lowered.Values.Select(assembly => assembly.Image));
        return new LoweredRelease
        {
            Assemblies = [.. order.Select(image => lowered[PeStrings.Text(image, image.Header.AssemblyName)])],
            Deployment = DeploymentImage.Build(order),
            Missing = [.. missing.OrderBy(library => library.Name, StringComparer.Ordinal)],
            Diagnostics = [.. all],
        };
    }

    private static IEnumerable<MissingLibrary> AddPackages(Dictionary<string, LoweredAssembly> lowered, Func<string, byte[]?> package, List<Diagnostic> diagnostics)
    {
        var missing = new Dictionary<string, MissingLibrary>(StringComparer.Ordinal);
        var found = true;
        for (var round = 0; found && round < MaxRounds; round++)
        {
            found = false;
            var references = lowered.Values
                .SelectMany(assembly => assembly.Image.AssemblyRefs.Select(row => (Name: PeStrings.Text(assembly.Image, row.Name), row.Version)))
                .Where(reference => !lowered.ContainsKey(reference.Name) && !missing.ContainsKey(reference.Name))
                .DistinctBy(reference => reference.Name)
                .ToList();
            foreach (var (name, version) in references)
            {
                found |= Add(name, version, package(name), lowered, missing, diagnostics);
            }
        }

        return missing.Values;
    }

    private static bool Add(
        string name,
        PeVersion version,
        byte[]? pe,
        Dictionary<string, LoweredAssembly> lowered,
        Dictionary<string, MissingLibrary> missing,
        List<Diagnostic> diagnostics)
    {
        if (pe == null)
        {
            missing[name] = new MissingLibrary(name, version);
            return false;
        }

        var read = PeReader.Read(pe);
        var findings = read.Image == null ? read.Diagnostics : PeVerifier.Verify(read.Image, PeRules.Release);
        diagnostics.AddRange(findings.Where(d => d.Severity == Severity.Error).Select(d => d with { Place = $"{name}.pe: {d.Place}" }));
        if (read.Image == null)
        {
            return false;
        }

        if ((read.Image.Header.Version.Major, read.Image.Header.Version.Minor) != (version.Major, version.Minor))
        {
            diagnostics.Add(new Diagnostic(
                Severity.Error, "library-version", name, $"{name} {version} is referred to, but the package has {read.Image.Header.Version}: the firmware would not bind them."));
        }

        lowered[name] = new LoweredAssembly(name, pe, read.Image, PeBudget.Of(read.Image), IsFromPackage: true);
        return true;
    }
}
