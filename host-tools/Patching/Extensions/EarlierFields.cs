using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>The fields that an earlier patch added to a class of the release, by name, with the names of their types.</summary>
internal static class EarlierFields
{
    public static bool Replaces(EarlierPatch patch, Extension extension) => patch.Plan.Classes?.Any(c => MovesWriter.Replaces(c, extension)) ?? false;

    public static IReadOnlyDictionary<string, string> Of(EarlierPatch patch, Extension extension)
    {
        var change = patch.Plan.Classes?.FirstOrDefault(c => MovesWriter.Replaces(c, extension));
        if (change == null)
        {
            return new Dictionary<string, string>();
        }

        using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(patch.Assembly));
        var type = assembly.MainModule.Types.FirstOrDefault(t => t.FullName == change.NewClass);
        return (type?.Fields ?? []).Where(f => !f.IsStatic).ToDictionary(f => f.Name, f => f.FieldType.FullName, StringComparer.Ordinal);
    }
}
