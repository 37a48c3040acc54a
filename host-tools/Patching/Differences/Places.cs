using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>Where in the sources something is, as far as the symbols say.</summary>
internal static class Places
{
    public static Place? Of(MethodDefinition? method) => First(method, null);

    public static Place? Of(MethodDefinition method, Instruction at) => First(method, at);

    /// <summary>The place of the first method that has one: near enough for a class.</summary>
    public static Place? Of(TypeDefinition type) => type.Methods.Select(Of).FirstOrDefault(p => p != null);

    /// <summary>Where a constructor sets the field; else somewhere in its class.</summary>
    public static Place? Of(FieldDefinition field)
    {
        foreach (var method in field.DeclaringType.Methods.Where(m => m.IsConstructor && m.HasBody))
        {
            var store = method.Body.Instructions.FirstOrDefault(i => i.Operand == field && i.OpCode.Code is Code.Stfld or Code.Stsfld);
            if (store != null && First(method, store) is { } place)
            {
                return place;
            }
        }

        return Of(field.DeclaringType);
    }

    /// <summary>The symbols of an instruction: its own, or the last before it.</summary>
    public static SequencePoint? PointOf(MethodDefinition method, Instruction at)
    {
        var points = method.DebugInformation.SequencePoints.Where(p => !p.IsHidden);
        return points.LastOrDefault(p => p.Offset <= at.Offset) ?? points.FirstOrDefault();
    }

    private static Place? First(MethodDefinition? method, Instruction? at)
    {
        if (method is not { HasBody: true })
        {
            return null;
        }

        var point = at == null ? method.DebugInformation.SequencePoints.FirstOrDefault(p => !p.IsHidden) : PointOf(method, at);
        return point == null ? null : new Place(point.Document.Url, point.StartLine);
    }
}
