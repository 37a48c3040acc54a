using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// Types of which the release's cannot go on: a class with another base, a struct with another layout, a delegate with another signature, what became
/// another kind of thing. The new one is another type: it gets a name that the release does not know, so that whoever mentions it differs from the
/// release and is carried. Whoever is made of such a type is one, too.
/// </summary>
internal static class ReplacedTypes
{
    /// <summary>Returns the release's type of each, with the reason.</summary>
    public static IReadOnlyDictionary<TypeDefinition, (TypeDefinition Old, string Reason)> Mark(Source old, Source @new)
    {
        var replaced = new Dictionary<TypeDefinition, (TypeDefinition, string)>();
        var before = TypeShape.Written(old).ToDictionary(Names.Of);
        var release = new Model(old);
        for (var count = -1; count != replaced.Count;)
        {
            count = replaced.Count;
            var next = new Model(@new);
            foreach (var type in TypeShape.Written(@new).ToList())
            {
                if (before.TryGetValue(Names.Of(type), out var same) && WhyNot(same, type, release, next) is { } reason)
                {
                    replaced[type] = (same, reason);
                    Renaming.Apply(@new, type, type.Namespace, type.Name + Names.ReplacedMark);
                }
            }
        }

        return replaced;
    }

    private static string? WhyNot(TypeDefinition old, TypeDefinition @new, Model release, Model next)
    {
        var (was, now) = (TypeShape.Kind(old), TypeShape.Kind(@new));
        if (was != now)
        {
            return $"was {was}, is {now}";
        }

        if (@new.IsEnum)
        {
            return TypeShape.Underlying(old) == TypeShape.Underlying(@new) ? null : $"was of {TypeShape.Underlying(old)}, is of {TypeShape.Underlying(@new)}";
        }

        if (@new.IsValueType)
        {
            return TypeShape.Layout(old) != TypeShape.Layout(@new) ? "has another layout"
                : Dispatched(old, release) != Dispatched(@new, next) ? "answers otherwise where it is asked by dispatch" : null;
        }

        if (now == "a delegate")
        {
            return Invoke(old) == Invoke(@new) ? null : "has another signature";
        }

        return now == "a class" && !Replaceable.IsAttribute(@new) && Base(old) != Base(@new) ? $"derived from {old.BaseType?.Name}, derives from {@new.BaseType?.Name}" : null;
    }

    /// <summary>What a boxed value is asked for: members of its interfaces, and its own methods that answer.</summary>
    private static string Dispatched(TypeDefinition type, Model model)
    {
        var members = type.Interfaces.Select(i => Names.Of(i.InterfaceType) + string.Concat((model.Type(i.InterfaceType)?.Methods.ToList() ?? []).Select(Names.Signature).Order(StringComparer.Ordinal)));
        var methods = type.Methods.Where(m => m.IsVirtual).OrderBy(Names.Signature, StringComparer.Ordinal).Select(m => Names.Signature(m) + BodyText.Of(model, m, Names.Of).Text);
        return string.Concat(members.Order(StringComparer.Ordinal).Concat(methods));
    }

    private static string Invoke(TypeDefinition type) => string.Join(";", type.Methods.Where(m => m.Name == "Invoke").Select(m => Names.Signature(m)));

    private static string Base(TypeDefinition type) => type.BaseType == null ? "" : Names.Of(type.BaseType);
}
