using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Members of interfaces that the release's class answers explicitly, and the new build's by a method of their name. Boards look for the explicit answer before any other, so the
/// patch's class has one, too, that passes on.
/// </summary>
internal static class ExplicitAnswers
{
    /// <summary>The release's answers that are gone, what they answered, and who does now.</summary>
    public static IEnumerable<(MethodDefinition Gone, MethodReference Member, MethodDefinition Answer)> Of(Matching matching, TypeDefinition old, TypeDefinition @new) =>
        @new.IsInterface || @new.IsValueType || matching.IsReplaced(@new) ? [] :
        from gone in matching.Old.Line(old).SelectMany(t => t.Methods)
        where gone.HasOverrides && matching.NewOf(gone) == null
        from member in gone.Overrides
        where matching.New.Line(@new).SelectMany(t => t.Interfaces).Any(i => Names.Of(i.InterfaceType) == Names.Of(member.DeclaringType))
        let answer = matching.New.Method(@new, Names.Signature(member))
        where answer is { HasOverrides: false, IsStatic: false }
        select (gone, member, answer);

    public static void Write(Emission emission, Extension extension)
    {
        foreach (var (gone, member, answer) in Of(emission.Matching, extension.Old, extension.New!))
        {
            emission.Interfaces.Implement(extension.Patch, Declared(emission.Matching, extension.New!, member), extension);
            var passing = new MethodDefinition(gone.Name, MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot,
                emission.Types.Map(answer.ReturnType, extension));
            foreach (var parameter in answer.Parameters)
            {
                passing.Parameters.Add(new ParameterDefinition(parameter.Name, ParameterAttributes.None, emission.Types.Map(parameter.ParameterType, extension)));
            }

            passing.Overrides.Add(emission.Methods.Map(member, OpCodes.Callvirt, extension, extension).Method);
            extension.Patch.Methods.Add(passing);
            AdapterWriter.Write(emission, passing, new Succession(gone, answer, []), extension);
        }
    }

    private static TypeReference Declared(Matching matching, TypeDefinition @new, MethodReference member) =>
        matching.New.Line(@new).SelectMany(t => t.Interfaces).Select(i => i.InterfaceType).First(i => Names.Of(i) == Names.Of(member.DeclaringType));
}
