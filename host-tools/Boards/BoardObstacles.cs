using NanoLive.Lowering.Pe;

namespace NanoLive.Boards;

/// <summary>What keeps a board from running a release although every assembly of it could be lowered.</summary>
internal static class BoardObstacles
{
    /// <param name="assemblies">What is in the image.</param>
    /// <param name="needed">All class libraries it needs, whether they are in it or not.</param>
    public static IEnumerable<string> Of(IReadOnlyList<LoweredAssembly> assemblies, IReadOnlyList<string> needed, ClassLibraries libraries, BoardKind board) =>
        [.. EntryPoint(assemblies), .. Natives(needed, libraries, board), .. Versions(assemblies)];

    private static IEnumerable<string> EntryPoint(IReadOnlyList<LoweredAssembly> assemblies)
    {
        int mains = assemblies.Sum(assembly => assembly.Image.MethodDefs.Count(method => (method.Flags & PeMethodFlags.EntryPoint) != 0));
        if (mains != 1)
        {
            yield return mains == 0
                ? "no assembly has a Main, so the board would start nothing; build the application with OutputType Exe"
                : $"{mains} assemblies have a Main; the board starts one of them";
        }
    }

    private static IEnumerable<string> Natives(IReadOnlyList<string> needed, ClassLibraries libraries, BoardKind board)
    {
        // Without its .pe, a library is known to have native methods when some firmware has them.
        HashSet<string> known = [.. BoardKinds.All.SelectMany(kind => kind.Libraries.Keys)];
        foreach (string name in needed)
        {
            PeImage? image = libraries.Images.GetValueOrDefault(name);
            uint checksum = image?.Header.NativeChecksum ?? 0;
            if (!(image == null ? known.Contains(name) : checksum != 0))
            {
                continue;
            }

            if (!board.Libraries.TryGetValue(name, out string? has))
            {
                yield return $"the firmware {board.Target} has no native code for {name}";
            }
            else if (checksum != 0 && BoardKindCheck.Number(has) != checksum)
            {
                yield return $"{name} is for another firmware: its native methods have the checksum 0x{checksum:X8}, those of {board.Target} {board.Firmware.From} {has}";
            }
        }
    }

    /// <summary>The CLR binds by name, major and minor.</summary>
    private static IEnumerable<string> Versions(IReadOnlyList<LoweredAssembly> assemblies)
    {
        Dictionary<string, PeVersion> versions = assemblies.ToDictionary(assembly => assembly.Name, assembly => assembly.Image.Header.Version, StringComparer.Ordinal);
        foreach (LoweredAssembly assembly in assemblies)
        {
            foreach (PeAssemblyRef reference in assembly.Image.AssemblyRefs)
            {
                string name = PeStrings.Text(assembly.Image, reference.Name);
                if (versions.TryGetValue(name, out PeVersion has) && (has.Major, has.Minor) != (reference.Version.Major, reference.Version.Minor))
                {
                    yield return $"{assembly.Name} needs {name} {reference.Version.Major}.{reference.Version.Minor}, and there is {has.Major}.{has.Minor}";
                }
            }
        }
    }
}
