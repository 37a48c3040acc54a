using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Whether an earlier patch finished the objects of a class by a migration that somebody wrote. Only its own way back undoes that, and another patch does
/// not carry it: objects of such a patch are not led on live.
/// </summary>
internal static class EarlierMigration
{
    public static bool IsWritten(EarlierPatch patch, Extension extension)
    {
        var change = patch.Plan.Classes?.FirstOrDefault(c => MovesWriter.Replaces(c, extension));
        if (change?.Migration == null)
        {
            return false;
        }

        using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(patch.Assembly));
        var finishing = assembly.MainModule.Types.FirstOrDefault(t => t.FullName == change.Migration);
        return (finishing?.Methods ?? []).Where(m => m is { HasBody: true, IsStatic: true, Name: "Up" or "Down" }).SelectMany(m => m.Body.Instructions).Any(IsHandedOn);
    }

    /// <summary>What the compiler makes itself sets fields; what was written is called with both objects.</summary>
    private static bool IsHandedOn(Instruction instruction) =>
        instruction.OpCode.Code == Code.Call && instruction.Operand is MethodReference { HasThis: false, Parameters.Count: 2 } called
        && called.ReturnType.MetadataType == MetadataType.Void && called.Parameters.All(p => p.ParameterType.MetadataType == MetadataType.Object);
}
