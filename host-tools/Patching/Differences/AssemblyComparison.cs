using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Assemblies of a build that came, went, or are never patched: the runtime's own.</summary>
internal static class AssemblyComparison
{
    public static void Compare(Matching matching, List<Change> changes)
    {
        var before = matching.Old.Source.Assemblies.ToDictionary(a => a.Name.Name);
        var after = matching.New.Source.Assemblies.ToDictionary(a => a.Name.Name);
        foreach (var (name, assembly) in after)
        {
            var isRuntime = BoardLibraries.Runtime.Contains(name);
            if (!before.TryGetValue(name, out var old) && !isRuntime)
            {
                Add(changes, assembly).Judge(Verdict.Live, $"{name} is new; what is used of it travels in the patch");
            }
            else if (isRuntime && (old == null || Text(matching.Old, old) != Text(matching.New, assembly)))
            {
                Add(changes, assembly).Judge(Verdict.Reflash, RefusalCode.Runtime, $"{name} is of the runtime, which does not replace itself", "flash the new release");
            }
        }

        foreach (var (name, assembly) in before.Where(p => !after.ContainsKey(p.Key)))
        {
            Add(changes, assembly).Judge(Verdict.Live, $"{name} is gone; the board keeps it until it is flashed");
        }
    }

    private static Change Add(List<Change> changes, AssemblyDefinition assembly)
    {
        var change = new Change { Kind = EditKind.Assembly, Type = assembly.MainModule.Types[0], Member = assembly.Name.Name };
        changes.Add(change);
        return change;
    }

    private static string Text(Model model, AssemblyDefinition assembly) =>
        string.Join("\n", from type in assembly.MainModule.GetTypes()
                          where !Names.IsCompilerMade(type)
                          orderby type.FullName
                          from text in type.Fields.Select(f => $"{f.Name} {Names.Of(f.FieldType)} {f.Constant}").Order(StringComparer.Ordinal)
                              .Concat(type.Methods.Where(m => !m.Name.StartsWith('<')).OrderBy(Names.Signature, StringComparer.Ordinal)
                                  .Select(m => Names.Signature(m) + "\n" + BodyText.Of(model, m, Names.Of).Text))
                          select type.FullName + " " + text);
}
