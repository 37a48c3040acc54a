using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// How a delegate of a class library is called. Libraries are never looked into (preparing is a function of the build's bytes), so it is told by the methods that the build makes such delegates of;
/// where these differ it is not known. The core library's are known.
/// </summary>
/// <param name="Type">The delegate's.</param>
/// <param name="Returned">What its methods return.</param>
/// <param name="Parameters">What its methods take.</param>
internal sealed record DelegateShape(TypeReference Type, TypeReference Returned, IReadOnlyList<TypeReference> Parameters)
{
    private static readonly Dictionary<string, string> s_core = new(StringComparer.Ordinal)
    {
        [Names.TimerCallback] = "System.Void(System.Object)",
        ["System.EventHandler"] = "System.Void(System.Object,System.EventArgs)",
    };

    private string Text => $"{Returned.FullName}({string.Join(',', Parameters.Select(p => p.FullName))})";

    /// <summary>Those of the class libraries that the code makes, less those that begin threads, by full name.</summary>
    public static Dictionary<string, DelegateShape> InUse(IEnumerable<MethodDefinition> code) =>
        (from method in code
         where method.HasBody
         from made in Model.DelegatesIn(method)
         let type = made.Constructor.DeclaringType
         where type is not TypeSpecification && type.FullName != Names.ThreadStart && BoardLibraries.IsOne(Names.AssemblyOf(type))
         let target = (MethodReference)made.Address.Operand
         select new DelegateShape(type, target.ReturnType, [.. target.Parameters.Select(p => p.ParameterType)]))
        .Where(s => !s_core.TryGetValue(s.Type.FullName, out var known) || s.Text == known)
        .GroupBy(s => s.Type.FullName).Where(g => g.Select(s => s.Text).Distinct().Count() == 1).ToDictionary(g => g.Key, g => g.First());
}
