using System.Reflection;
using System.Runtime.Loader;
using Mono.Cecil;
using NanoLive.BoardLibraries.Comparison;

namespace NanoLive.BoardLibraries;

/// <summary>What compiles against a skeleton finds its counterpart at run time, on .NET, through the namesake on the simulated board.</summary>
public class SkeletonTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    [Theory]
    [InlineData("mscorlib.dll")]
    [InlineData("System.Math.dll")]
    public void Every_type_and_member_of_a_skeleton_is_answered_at_run_time(string library)
    {
        AssemblyLoadContext context = new("skeleton", isCollectible: true);
        Assembly simulated = context.LoadFromAssemblyPath(Path.Combine(Folders.BoardLibraries, library));
        using AssemblyDefinition skeleton = AssemblyDefinition.ReadAssembly(Path.Combine(Folders.Skeletons, library));
        List<string> missing = [];
        foreach (TypeDefinition type in skeleton.MainModule.Types.Where(Visibility.IsVisible))
        {
            Type? answer = simulated.GetType(type.FullName);
            if (answer == null)
            {
                missing.Add(type.FullName);
                continue;
            }

            missing.AddRange(type.Fields.Where(Visibility.IsVisible).Where(field => !Answers(field, answer)).Select(field => field.FullName));
            missing.AddRange(type.Methods.Where(Visibility.IsVisible).Where(method => !Answers(method, answer)).Select(method => method.FullName));
        }

        Assert.True(missing.Count == 0, string.Join(Environment.NewLine, missing));
        context.Unload();
    }

    [Fact]
    public void A_string_of_a_board_is_a_string()
    {
        AssemblyLoadContext context = new("skeleton", isCollectible: true);
        Assert.Same(typeof(string), context.LoadFromAssemblyPath(Path.Combine(Folders.BoardLibraries, "mscorlib.dll")).GetType("System.String"));
        context.Unload();
    }

    private static bool Answers(FieldDefinition field, Type type)
    {
        // .NET counts generic parameters in; a compiler writes the number, nobody asks for it at run time.
        if (field is { Name: "All", DeclaringType.Name: "AttributeTargets" })
        {
            return true;
        }

        FieldInfo? answer = type.GetField(field.Name, Everything);
        return answer != null
            && answer.IsStatic == field.IsStatic
            && Name(answer.FieldType) == field.FieldType.FullName
            && (!field.HasConstant || Convert.ToString(answer.GetRawConstantValue()) == Convert.ToString(field.Constant));
    }

    // Looks where the runtime looks: a method may have moved to a base type, a constructor may not.
    private static bool Answers(MethodDefinition method, Type type)
    {
        if (type.IsSubclassOf(typeof(MulticastDelegate)) && method.Name is "BeginInvoke" or "EndInvoke")
        {
            return true;
        }

        for (Type? at = type; at != null; at = at.BaseType)
        {
            IEnumerable<MethodBase> candidates = method.IsConstructor ? at.GetConstructors(Everything) : at.GetMethods(Everything);
            if (candidates.Any(candidate => Matches(candidate, method)))
            {
                return true;
            }

            if (method.IsConstructor)
            {
                return false;
            }
        }

        return false;
    }

    private static bool Matches(MethodBase candidate, MethodDefinition method) =>
        candidate.Name == method.Name
        && candidate.IsStatic == method.IsStatic
        && (candidate.IsPublic || candidate.IsFamily || candidate.IsFamilyOrAssembly)
        && (candidate is not MethodInfo { ReturnType: var returned } || Name(returned) == method.ReturnType.FullName)
        && candidate.GetParameters().Select(parameter => Name(parameter.ParameterType))
            .SequenceEqual(method.Parameters.Select(parameter => parameter.ParameterType.FullName));

    private static string? Name(Type type) => type.FullName?.Replace('+', '/');
}
