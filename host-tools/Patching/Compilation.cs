using Mono.Cecil;
using NanoLive.Metadata;

namespace NanoLive.Patching;

/// <summary>One run of the patch compiler: prepare, compare, follow, make, look, judge.</summary>
internal sealed class Compilation(Build release, Build next, PatchOptions options)
{
    private readonly Diagnostics _diagnostics = new();

    public Result<PatchReport> Run()
    {
        if (next.IsPrepared && !release.IsPrepared)
        {
            _diagnostics.Error("new-is-a-release", "The new build is a release that was prepared already. Name the folder it was compiled into.");
            return _diagnostics.Result<PatchReport>(null);
        }

        if (!release.Names.Contains(Names.RuntimeAssembly))
        {
            _diagnostics.Error("runtime-missing", "The release contains no NanoLive.Runtime: a board that was flashed with it cannot be updated.");
            return _diagnostics.Result<PatchReport>(null);
        }

        foreach (var patch in options.After.Where(p => MetadataCheck.Problem(p.Assembly) != null))
        {
            _diagnostics.Error("earlier-damaged", $"The assembly of the earlier patch {patch.Plan.AssemblyName} is damaged. Name the file that was published.");
            return _diagnostics.Result<PatchReport>(null);
        }

        // 1. Both builds as the board has them or would have them.
        var prepared = Preparation.Prepare(release, options.Preparation);
        var libraries = new LibraryClosure(release);
        var digest = ReleaseDigest.Of(prepared);

        // 2. What was edited, and what has to be carried because of it.
        var difference = Difference.Between(prepared.Source, Preparation.Prepare(libraries.WithNew(next), options.Preparation).Source);
        var (old, @new) = (difference.Matching.Old, difference.Matching.New);
        var closure = new Closure(difference, options.Preparation, !options.AtReboot);
        var judgement = new Judgement(difference, closure, options);
        judgement.Run();

        // 3. The patch, as far as there can be one. One that has to wait for a reboot takes nothing over: it is another one.
        if (!options.AtReboot && difference.Changes.Any(c => c.Verdict == Verdict.AtReboot) && difference.Changes.All(c => c.Verdict != Verdict.Reflash))
        {
            return AtReboot(difference, judgement.Findings(true));
        }

        var delta = Delta.Make(difference, closure, libraries, options.After, digest, !options.AtReboot);
        foreach (var (patch, reason) in delta.Unreachable)
        {
            _diagnostics.Warning("after-other-state", $"Boards with patch {patch.Plan.AssemblyName} take this one at their next reboot: {reason}.");
        }

        var changes = difference.Changes.ToList();
        changes.AddRange(delta.Refusals.Select(r => Refused(r, old)));
        changes.AddRange(OtherLibraries(delta, old, @new));

        // 4. The answer.
        var findings = Safety.Look(difference, closure, judgement.Findings(false));
        return _diagnostics.Result(Report(digest, difference, changes, findings, delta, judgement.Inside.Select(i => i.Control).OfType<ThreadControl>()));
    }

    /// <summary>The edits as they were judged, and the patch that a board takes at its next reboot.</summary>
    private Result<PatchReport> AtReboot(Difference difference, IEnumerable<Finding> threads)
    {
        var result = new Compilation(release, next, options with { AtReboot = true }).Run();
        return result.Value is { Verdict: Verdict.AtReboot } report
            ? _diagnostics.Result(report with { Edits = Edits(difference, difference.Changes), Findings = [.. threads, .. report.Findings] })
            : result;
    }

    private static IReadOnlyList<Edit> Edits(Difference difference, IEnumerable<Change> changes) => [.. changes.Select(c => c.ToEdit(difference.Matching.Counterparts))
        .OrderByDescending(e => e.Verdict).ThenBy(e => e.Class, StringComparer.Ordinal).ThenBy(e => e.Place?.Line ?? 0).ThenBy(e => e.Member, StringComparer.Ordinal)];

    private PatchReport Report(byte[] digest, Difference difference, List<Change> changes, List<Finding> findings, Delta delta, IEnumerable<ThreadControl> threads)
    {
        var stubs = options.AtReboot ? [] : Stubs.For(difference.Matching, changes, threads);
        var worst = changes.Select(c => c.Verdict).Append(Verdict.NoChange).Max();
        var verdict = worst == Verdict.Reflash || worst == Verdict.NoChange && options.After.Count == 0 ? worst
            : options.AtReboot ? Verdict.AtReboot
            : worst == Verdict.NoChange ? Verdict.Live : worst;
        var patch = verdict is Verdict.Reflash or Verdict.NoChange || stubs.Count > 0 || changes.Any(c => c.IsOpen) && !options.AtReboot ? null : delta.Content;
        return new PatchReport
        {
            Verdict = verdict,
            BaseDigest = digest,
            Edits = Edits(difference, changes),
            Findings = findings,
            Stubs = stubs,
            Patch = patch,
            Summary = Summary(verdict, changes, stubs.Count, patch),
        };
    }

    private static Change Refused(Hindrance hindrance, Model old) =>
        new Change { Kind = EditKind.Assembly, Type = old.Source.Assemblies.First().MainModule.Types[0] }.Judge(Verdict.Reflash, hindrance.Code, hindrance.Reason, "avoid it in what is patched, or flash the new release");

    /// <summary>A library of the board binds by major and minor version: another one means other firmware.</summary>
    private static IEnumerable<Change> OtherLibraries(Delta delta, Model old, Model @new)
    {
        if (delta.Content == null)
        {
            yield break;
        }

        using var patch = AssemblyDefinition.ReadAssembly(new MemoryStream(delta.Content.Assembly));
        foreach (var reference in patch.MainModule.AssemblyReferences.Where(r => BoardLibraries.IsOne(r.Name)))
        {
            var wanted = @new.Source.Assemblies.SelectMany(a => a.MainModule.AssemblyReferences).Where(r => r.Name == reference.Name).Select(r => r.Version).Max();
            if (wanted != null && (wanted.Major, wanted.Minor) != (reference.Version.Major, reference.Version.Minor))
            {
                yield return new Change { Kind = EditKind.Assembly, Type = old.Source.Assemblies.First().MainModule.Types[0], Member = reference.Name }
                    .Judge(Verdict.Reflash, RefusalCode.LibraryVersion, $"needs {reference.Name} {wanted.Major}.{wanted.Minor}; the board has {reference.Version.Major}.{reference.Version.Minor}",
                        "build against the version of the release, or flash new firmware");
            }
        }
    }

    private static string Summary(Verdict verdict, IReadOnlyCollection<Change> edits, int stubs, PatchContent? patch) => verdict switch
    {
        Verdict.NoChange => "No change: the two builds do the same.",
        Verdict.Reflash => $"{Count(edits.Count, "edit")}: flash the new release.",
        _ when stubs > 0 => $"{Count(edits.Count, "edit")}: live, once {Count(stubs, "migration")} {(stubs == 1 ? "is" : "are")} written.",
        _ when patch == null && edits.Any(e => e.KeepsValue) => $"{Count(edits.Count, "edit")}: only start values of what keeps its value; flash the new release to start with them.",
        _ when patch == null => $"{Count(edits.Count, "edit")}, and nothing that a board would notice.",
        Verdict.AtReboot => $"{Count(edits.Count, "edit")}: takes effect at the next reboot; {patch.Assembly.Length} bytes of IL.",
        _ => $"{Count(edits.Count, "edit")}: live; {Count(patch.Plan.Classes.Length, "class")} replaced, {patch.Assembly.Length} bytes of IL.",
    };

    private static string Count(int number, string word) => $"{number} {word}" + (number == 1 ? "" : word.EndsWith('s') ? "es" : "s");
}
