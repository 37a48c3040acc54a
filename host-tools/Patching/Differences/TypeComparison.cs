using System.Globalization;
using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>What a class is, apart from its methods and fields: kind, base class, interfaces, constants, attributes.</summary>
internal static class TypeComparison
{
    /// <summary>Returns false when members need not be compared, because no patch can change the class.</summary>
    public static bool Compare(Matching matching, TypeDefinition old, TypeDefinition @new, List<Change> changes)
    {
        Change Add(EditKind kind, string member = "")
        {
            var change = new Change { Kind = kind, Type = @new, Member = member, Place = Places.Of(@new) };
            changes.Add(change);
            return change;
        }

        CompareAttributes(old, @new, Add);
        if (Kind(old) != Kind(@new))
        {
            Add(EditKind.BaseOrInterfaces).Judge(Verdict.Reflash, $"was {Kind(old)}, is {Kind(@new)}", "give the new one another name");
            return false;
        }

        CompareConstants(old, @new, Add);
        if (@new.IsEnum)
        {
            return false;
        }

        if (@new.IsInterface || Kind(@new) == "a delegate")
        {
            CompareMembers(old, @new, Add);
            return false;
        }

        if (Replaceable.IsAttribute(@new))
        {
            CompareAttributeClass(matching, old, @new, Add);
            return false;
        }

        if (Text(old.BaseType) != Text(@new.BaseType))
        {
            Add(EditKind.BaseOrInterfaces).Judge(Verdict.Reflash, $"derived from {old.BaseType?.Name}, derives from {@new.BaseType?.Name}: an object cannot change its base class",
                "keep the base class");
            return false;
        }

        var lost = Interfaces(old).Except(Interfaces(@new)).ToList();
        var gained = Interfaces(@new).Except(Interfaces(old)).ToList();
        if (lost.Count + gained.Count > 0)
        {
            Add(EditKind.BaseOrInterfaces).Judge(Verdict.Live, gained.Count > 0 ? "the patch's class answers the new interface, too" : "the old interface stays answered");
        }

        return !@new.IsValueType || CompareStruct(matching, old, @new, Add);
    }

    /// <summary>Nobody makes objects of it but who asks for attributes, and the attributes of the release stay.</summary>
    private static void CompareAttributeClass(Matching matching, TypeDefinition old, TypeDefinition @new, Func<EditKind, string, Change> add)
    {
        string Members(TypeDefinition type, Model model) => string.Join(";", type.Fields.Select(f => f.Name + ":" + Names.Of(f.FieldType)).Order(StringComparer.Ordinal))
            + string.Join(";", type.Methods.Select(m => Names.Signature(m) + BodyText.Of(model, m, Names.Of).Text).Order(StringComparer.Ordinal));
        if (Text(old.BaseType) != Text(@new.BaseType) || Members(old, matching.Old) != Members(@new, matching.New))
        {
            add(EditKind.Attributes, "").Judge(Verdict.Live, "a class of attributes, which do nothing on a board unless somebody asks for them; the release's stays");
        }
    }

    private static bool CompareStruct(Matching matching, TypeDefinition old, TypeDefinition @new, Func<EditKind, string, Change> add)
    {
        string Fields(TypeDefinition type) => string.Join(";", type.Fields.Where(f => !f.IsStatic).Select(f => f.Name + ":" + Names.Of(f.FieldType)));
        string Methods(TypeDefinition type, Model model) => string.Join(";", type.Methods.Select(m => Names.Signature(m) + BodyText.Of(model, m, Names.Of).Text));
        if (Fields(old) != Fields(@new))
        {
            add(EditKind.StructLayout, "").Judge(Verdict.Reflash, "the struct lies within fields, arrays and locals of the release", "give the new struct another name");
        }
        else if (Methods(old, matching.Old) != Methods(@new, matching.New))
        {
            add(EditKind.MethodBody, "").Judge(Verdict.Reflash, "methods of a struct are called directly, and a struct cannot be extended", "move the change into a method of a class");
        }

        return false;
    }

    private static void CompareMembers(TypeDefinition old, TypeDefinition @new, Func<EditKind, string, Change> add)
    {
        var before = old.Methods.ToDictionary(Names.Signature);
        var after = @new.Methods.ToDictionary(Names.Signature);
        var word = @new.IsInterface ? "an interface of the release" : "a delegate of the release";
        foreach (var name in before.Keys.Union(after.Keys).Where(k => !before.ContainsKey(k) || !after.ContainsKey(k)))
        {
            var method = after.GetValueOrDefault(name) ?? before[name];
            add(EditKind.InterfaceMember, Names.ForPeople(method)).Judge(Verdict.Reflash,
                $"{(after.ContainsKey(name) ? "added to" : "removed from")} {word}, whose callers and implementers are bound to it", "put new members into a new interface");
        }

        if (!Interfaces(old).SetEquals(Interfaces(@new)))
        {
            add(EditKind.BaseOrInterfaces, "").Judge(Verdict.Reflash, $"{word} cannot take on others", "implement them on the class");
        }
    }

    private static void CompareConstants(TypeDefinition old, TypeDefinition @new, Func<EditKind, string, Change> add)
    {
        string Value(FieldDefinition f) => f.FieldType.Name + " " + Convert.ToString(f.Constant, CultureInfo.InvariantCulture);
        var kind = @new.IsEnum ? EditKind.Enum : EditKind.Constant;
        var before = old.Fields.Where(f => f.HasConstant).ToDictionary(f => f.Name, Value);
        var after = @new.Fields.Where(f => f.HasConstant).ToDictionary(f => f.Name, Value);
        foreach (var name in before.Keys.Union(after.Keys).Where(k => before.GetValueOrDefault(k) != after.GetValueOrDefault(k)))
        {
            add(kind, name);
        }

        if (@new.IsEnum && Underlying(old) != Underlying(@new))
        {
            add(EditKind.Enum, "").Judge(Verdict.Reflash, $"was of {Underlying(old)}, is of {Underlying(@new)}: its size in the release's objects is fixed", "keep the underlying type");
        }
    }

    private static void CompareAttributes(TypeDefinition old, TypeDefinition @new, Func<EditKind, string, Change> add)
    {
        string All(TypeDefinition type) => Attributes(type) + string.Concat(type.Methods.Where(m => !m.Name.StartsWith('<')).Select(m => Names.Signature(m) + Attributes(m)).Order(StringComparer.Ordinal));
        string Methods(TypeDefinition type, TypeDefinition other) => string.Concat(type.Methods.Where(m => other.Methods.Any(o => Names.Signature(o) == Names.Signature(m)))
            .Select(m => Names.Signature(m) + Attributes(m)).Order(StringComparer.Ordinal));
        if (All(old) != All(@new) && (Attributes(old) != Attributes(@new) || Methods(old, @new) != Methods(@new, old)))
        {
            add(EditKind.Attributes, "").Judge(Verdict.Live, "attributes do nothing on a board unless somebody asks for them; the release's stay");
        }
    }

    private static string Attributes(ICustomAttributeProvider of) => string.Join(";", of.CustomAttributes
        .Where(a => !a.AttributeType.FullName.StartsWith("System.Runtime.CompilerServices.", StringComparison.Ordinal)
            && !a.AttributeType.FullName.StartsWith("System.Diagnostics.Debugger", StringComparison.Ordinal) && a.AttributeType.FullName != Names.StateMigration)
        .Select(a => a.AttributeType.FullName + Convert.ToHexString(a.GetBlob())).Order(StringComparer.Ordinal));

    private static string Kind(TypeDefinition type) =>
        type.IsInterface ? "an interface" : type.IsEnum ? "an enum" : type.IsValueType ? "a struct"
        : type.BaseType?.FullName == "System.MulticastDelegate" ? "a delegate" : type is { IsAbstract: true, IsSealed: true } ? "a static class" : "a class";

    private static string Text(TypeReference? type) => type == null ? "" : Names.Of(type);

    private static HashSet<string> Interfaces(TypeDefinition type) => type.Interfaces.Select(i => Names.Of(i.InterfaceType)).ToHashSet(StringComparer.Ordinal);

    private static string Underlying(TypeDefinition type) => type.Fields.FirstOrDefault(f => !f.IsStatic)?.FieldType.Name ?? "";
}
