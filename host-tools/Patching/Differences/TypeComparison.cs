using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>What a class is, apart from its methods and fields: kind, base class, interfaces, constants, attributes.</summary>
internal static class TypeComparison
{
    /// <summary>Returns false when there are no fields and bodies to compare.</summary>
    /// <param name="replaced">Why the release's type cannot go on and this one takes its place; null when it goes on.</param>
    public static bool Compare(Matching matching, TypeDefinition old, TypeDefinition @new, string? replaced, List<Change> changes)
    {
        Change Add(EditKind kind, string member = "")
        {
            var change = new Change { Kind = kind, Type = @new, Member = member, Place = Places.Of(@new) };
            changes.Add(change);
            return change;
        }

        CompareAttributes(old, @new, Add);
        CompareConstants(old, @new, Add);
        if (replaced != null)
        {
            var kind = old.IsEnum && @new.IsEnum ? EditKind.Enum : old.IsValueType && @new.IsValueType ? EditKind.StructLayout : EditKind.BaseOrInterfaces;
            Add(kind).Judge(Verdict.Live, replaced + ": the new one takes its place, with all who use it");
        }

        var isClass = !@new.IsInterface && !@new.IsEnum && TypeShape.Kind(@new) != "a delegate";
        if (@new.IsInterface && old.IsInterface)
        {
            CompareMembers(old, @new, Add);
        }
        else if (Replaceable.IsAttribute(@new))
        {
            CompareAttributeClass(matching, old, @new, Add);
            return false;
        }
        else if (isClass && replaced == null)
        {
            CompareInterfaces(old, @new, Add);
            CompareAbstract(matching, old, @new, Add);
        }

        return isClass && (replaced == null || TypeShape.Kind(old) == TypeShape.Kind(@new));
    }

    /// <summary>Nobody makes objects of it but who asks for attributes, and the attributes of the release stay.</summary>
    private static void CompareAttributeClass(Matching matching, TypeDefinition old, TypeDefinition @new, Func<EditKind, string, Change> add)
    {
        string Members(TypeDefinition type, Model model) => string.Join(";", type.Fields.Select(f => f.Name + ":" + Names.Of(f.FieldType)).Order(StringComparer.Ordinal))
            + string.Join(";", type.Methods.Select(m => Names.Signature(m) + BodyText.Of(model, m, Names.Of).Text).Order(StringComparer.Ordinal));
        if (Names.Of(old.BaseType) != Names.Of(@new.BaseType) || Members(old, matching.Old) != Members(@new, matching.New))
        {
            add(EditKind.Attributes, "").Judge(Verdict.Live, "a class of attributes, which do nothing on a board unless somebody asks for them; the release's stays");
        }
    }

    private static void CompareInterfaces(TypeDefinition old, TypeDefinition @new, Func<EditKind, string, Change> add)
    {
        var lost = TypeShape.Interfaces(old).Except(TypeShape.Interfaces(@new)).ToList();
        var gained = TypeShape.Interfaces(@new).Except(TypeShape.Interfaces(old)).ToList();
        if (lost.Count + gained.Count > 0)
        {
            add(EditKind.BaseOrInterfaces, "").Judge(Verdict.Live, gained.Count > 0 ? "the patch's class answers the new interface, too" : "the old interface stays answered");
        }
    }

    /// <summary>An object that exists has to become one of the patch's class, which none can be of.</summary>
    private static void CompareAbstract(Matching matching, TypeDefinition old, TypeDefinition @new, Func<EditKind, string, Change> add)
    {
        if (old.IsAbstract == @new.IsAbstract || old.IsSealed && old.IsAbstract || @new.IsSealed && @new.IsAbstract)
        {
            return;
        }

        var maker = @new.IsAbstract ? Makers.Of(matching.Old, old) : null;
        if (maker is var (method, at))
        {
            add(EditKind.Abstract, "").Judge(Verdict.AtReboot, RefusalCode.AbstractWithObjects, $"the release makes objects of it ({method.DeclaringType.Name}.{method.Name}{(Places.Of(method, at) is { } place ? $", {place}" : "")}), and none can be of an abstract class",
                "let the board take the patch at its next reboot, or leave the class as it was and derive another one from it");
        }
        else
        {
            add(EditKind.Abstract, "").Judge(Verdict.Live, @new.IsAbstract ? "is abstract now, and there are no objects of it" : "is not abstract any more");
        }
    }

    private static void CompareMembers(TypeDefinition old, TypeDefinition @new, Func<EditKind, string, Change> add)
    {
        var before = old.Methods.ToDictionary(Names.Signature);
        var after = @new.Methods.ToDictionary(Names.Signature);
        foreach (var name in before.Keys.Union(after.Keys).Where(k => !before.ContainsKey(k) || !after.ContainsKey(k)))
        {
            var method = after.GetValueOrDefault(name) ?? before[name];
            add(EditKind.InterfaceMember, Names.ForPeople(method)).Judge(Verdict.Live, after.ContainsKey(name)
                ? "new; the patch's classes answer it beside the release's members" : "removed; the release's classes go on answering it");
        }

        if (!TypeShape.Interfaces(old).SetEquals(TypeShape.Interfaces(@new)))
        {
            add(EditKind.BaseOrInterfaces, "").Judge(Verdict.Live, "the patch's classes answer what it takes on");
        }
    }

    private static void CompareConstants(TypeDefinition old, TypeDefinition @new, Func<EditKind, string, Change> add)
    {
        var kind = @new.IsEnum ? EditKind.Enum : EditKind.Constant;
        var before = old.Fields.Where(f => f.HasConstant).ToDictionary(f => f.Name, TypeShape.Value);
        var after = @new.Fields.Where(f => f.HasConstant).ToDictionary(f => f.Name, TypeShape.Value);
        foreach (var name in before.Keys.Union(after.Keys).Where(k => before.GetValueOrDefault(k) != after.GetValueOrDefault(k)))
        {
            add(kind, name);
        }
    }

    private static void CompareAttributes(TypeDefinition old, TypeDefinition @new, Func<EditKind, string, Change> add)
    {
        string All(TypeDefinition type) => Attributes(type) + string.Concat(type.Methods.Where(m => !m.Name.StartsWith('<')).Select(m => Names.SignatureForPeople(m) + Attributes(m)).Order(StringComparer.Ordinal));
        string Methods(TypeDefinition type, TypeDefinition other) => string.Concat(type.Methods.Where(m => other.Methods.Any(o => Names.SignatureForPeople(o) == Names.SignatureForPeople(m)))
            .Select(m => Names.SignatureForPeople(m) + Attributes(m)).Order(StringComparer.Ordinal));
        if (All(old) != All(@new) && (Attributes(old) != Attributes(@new) || Methods(old, @new) != Methods(@new, old)))
        {
            add(EditKind.Attributes, "").Judge(Verdict.Live, "attributes do nothing on a board unless somebody asks for them; the release's stay");
        }
    }

    private static string Attributes(ICustomAttributeProvider of) => string.Join(";", of.CustomAttributes
        .Where(a => !a.AttributeType.FullName.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)
            && !a.AttributeType.FullName.StartsWith("System.Diagnostics.Debugger", StringComparison.Ordinal) && a.AttributeType.FullName is not (Names.StateMigration or Names.FormerName))
        .Select(a => a.AttributeType.FullName + Convert.ToHexString(a.GetBlob())).Order(StringComparer.Ordinal));
}
