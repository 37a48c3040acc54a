using Mono.Cecil;

namespace NanoLive.Lowering.Writing;

/// <summary>Whether a type may be used where it stands: everything that resolves, and constructed types only as far as v1 has them.</summary>
internal sealed class TypeUseCheck(ModuleDefinition module, Diagnostics diagnostics)
{
    /// <summary>The library that refers to nobody may define generic delegates, which v1 loads but nobody can use.</summary>
    private readonly bool _isCoreLibrary = module.AssemblyReferences.Count == 0;

    private readonly HashSet<TypeDefinition> _own = [.. module.GetTypes()];
    private readonly HashSet<string> _unresolved = new(StringComparer.Ordinal);

    public void Generic(string place, string what)
    {
        if (!_isCoreLibrary)
        {
            diagnostics.Error(LoweringCode.Generic, place, $"{what}: generation v1 has no generics.");
        }
    }

    public void Check(TypeReference type, string place)
    {
        switch (type)
        {
            case GenericParameter or GenericInstanceType:
                Generic(place, type.FullName);
                if (type is GenericInstanceType)
                {
                    diagnostics.Error(LoweringCode.Generic, place, $"{type.FullName}: generation v1 has no generics.");
                }

                break;
            case ArrayType { IsVector: false }:
                diagnostics.Error(LoweringCode.MultiDimensionalArray, place, $"{type.FullName}: use an array of arrays.");
                break;
            case ArrayType or ByReferenceType:
                Check(((TypeSpecification)type).ElementType, place);
                break;
            case TypeSpecification:
                diagnostics.Error(LoweringCode.TypeKind, place, $"{type.FullName}: pointers, pinned variables and modified types (volatile, in) have no form in a .pe.");
                break;
            default:
                CheckPlain(type, place);
                break;
        }
    }

    public void Unresolved(MemberReference member, string place)
    {
        if (_unresolved.Add(member.FullName))
        {
            var scope = (member as TypeReference ?? member.DeclaringType).GetElementType().Scope?.Name;
            diagnostics.Error(LoweringCode.Unresolved, place, $"{member.FullName} is not in {scope}, or {scope} is not among the references.");
        }
    }

    private void CheckPlain(TypeReference type, string place)
    {
        if (type.MetadataType is MetadataType.TypedByReference or MetadataType.Sentinel)
        {
            diagnostics.Error(LoweringCode.TypeKind, place, $"{type.FullName} has no form in a .pe.");
        }
        else if (!ElementTypes.TryGet(type, out _) && !IsThere(Resolution.Of(type)))
        {
            Unresolved(type, place);
        }
    }

    /// <summary>A type of this module also has to be among its types: damaged nesting leaves some that belong nowhere.</summary>
    private bool IsThere(TypeDefinition? type) => type != null && (type.Module != module || _own.Contains(type));
}
