using Mono.Cecil;
using NanoLive.Lowering.Trimming;

namespace NanoLive.Lowering.Writing;

/// <summary>Refuses references to what a closed assembly leaves behind: a board would not find it, and would not start.</summary>
internal static class ClosedReferenceCheck
{
    public static void Run(ModuleDefinition module, LoweringOptions options, Diagnostics diagnostics)
    {
        foreach (var type in module.GetTypeReferences().Where(type => options.ClosedAssemblies.Contains(type.Scope.Name)))
        {
            if (Resolution.Of(type) is { } definition && !Surface.Holds(definition))
            {
                Refuse(definition);
            }
        }

        foreach (var member in module.GetMemberReferences().Where(member => options.ClosedAssemblies.Contains(member.DeclaringType.Scope.Name)))
        {
            var isHeld = member switch
            {
                MethodReference method => Resolution.Of(method) is not { } definition || Surface.Holds(definition),
                FieldReference field => Resolution.Of(field) is not { } definition || Surface.IsFoundByName(definition),
                _ => true,
            };
            if (!isHeld)
            {
                Refuse(member);
            }
        }

        void Refuse(MemberReference member) => diagnostics.Error(
            LoweringCode.NotOnBoards, member.FullName, "this is there for tools or for the assembly itself, and stays behind when that is lowered: no board has it.");
    }
}
