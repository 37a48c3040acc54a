using Mono.Cecil;

namespace NanoLive.BoardLibraries.Comparison;

/// <summary>
/// Names every way in which an assembly of ours promises more than, or other than, the real one. Having less is allowed, with two exceptions:
/// what somebody else implements or derives from must be whole, or code compiled here could not be compiled there.
/// </summary>
internal sealed class ApiComparison
{
    private readonly List<string> _differences = [];

    /// <summary>Compares every public and protected member; the result is empty when all agree.</summary>
    public static IReadOnlyList<string> Compare(AssemblyDefinition ours, AssemblyDefinition real)
    {
        ApiComparison comparison = new();
        comparison.Require("assembly", Identity(ours), Identity(real));
        foreach (TypeDefinition type in ours.MainModule.Types.Where(Visibility.IsVisible))
        {
            comparison.CompareType(type, real.MainModule.GetType(type.FullName));
        }

        return comparison._differences;
    }

    private static string Identity(AssemblyDefinition assembly) => $"{assembly.Name.Name} {assembly.Name.Version}";

    private void CompareType(TypeDefinition ours, TypeDefinition? real)
    {
        if (real == null || !Visibility.IsVisible(real))
        {
            _differences.Add($"{ours.FullName}: the real assembly has no such type");
            return;
        }

        Require(ours.FullName, Shape.OfType(ours), Shape.OfType(real));
        Require($"{ours.FullName} base", ours.BaseType?.FullName, real.BaseType?.FullName);
        RequireAll($"{ours.FullName} interface", ours.Interfaces.Select(Name), real.Interfaces.Select(Name));
        RequireAll(ours.FullName, Shape.Attributes(ours), Shape.Attributes(real));
        RequireAll(ours.FullName, Shape.Members(ours), Shape.Members(real));
        if (ours.IsInterface || CanBeDerivedFrom(ours))
        {
            RequireAll($"{ours.FullName} must be whole:", Shape.AbstractMembers(real), Shape.Members(ours));
        }

        foreach (TypeDefinition nested in ours.NestedTypes.Where(Visibility.IsVisible))
        {
            CompareType(nested, real.NestedTypes.FirstOrDefault(type => type.Name == nested.Name));
        }

        static string Name(InterfaceImplementation implementation) => implementation.InterfaceType.FullName;
    }

    private static bool CanBeDerivedFrom(TypeDefinition type) =>
        type.IsAbstract && !type.IsSealed && type.Methods.Any(method => method.IsConstructor && Visibility.IsVisible(method));

    private void Require(string place, string? ours, string? real)
    {
        if (ours != real)
        {
            _differences.Add($"{place}: ours is '{ours}', the real one '{real}'");
        }
    }

    private void RequireAll(string place, IEnumerable<string> wanted, IEnumerable<string> found)
    {
        HashSet<string> have = [.. found];
        _differences.AddRange(wanted.Where(item => !have.Contains(item)).Select(item => $"{place} {item}: not there"));
    }
}
