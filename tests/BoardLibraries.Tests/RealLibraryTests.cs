using Mono.Cecil;
using NanoLive.BoardLibraries.Comparison;

namespace NanoLive.BoardLibraries;

/// <summary>
/// Holds the skeleton and the stand-ins against the real assemblies, which stand in the folder that NANOFRAMEWORK_LIBRARIES names: those of the
/// packages nanoFramework.CoreLibrary and so on, in the versions of Directory.Packages.props.
/// </summary>
public class RealLibraryTests
{
    private const string Variable = "NANOFRAMEWORK_LIBRARIES";

    public static TheoryData<string> Libraries() => [.. Folders.ComparedLibraries().Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Promises_nothing_that_the_real_one_lacks(string library)
    {
        string? folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(
            string.IsNullOrEmpty(folder),
            $"{Variable} is not set: put the assemblies of the nanoFramework packages into one folder and let it name that folder.");
        using AssemblyDefinition ours = AssemblyDefinition.ReadAssembly(Folders.ComparedLibraries().Single(file => Path.GetFileName(file) == library));
        using AssemblyDefinition real = AssemblyDefinition.ReadAssembly(Path.Combine(folder!, library));
        IReadOnlyList<string> differences = ApiComparison.Compare(ours, real);
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    /// <summary>The comparison itself: a library that promises more is caught.</summary>
    [Fact]
    public void A_promise_too_many_is_named()
    {
        using AssemblyDefinition ours = AssemblyDefinition.ReadAssembly(Folders.Mscorlib);
        using AssemblyDefinition real = AssemblyDefinition.ReadAssembly(Folders.Mscorlib);
        Assert.Empty(ApiComparison.Compare(ours, real));
        TypeDefinition text = real.MainModule.GetType("System.String");
        text.Methods.Remove(text.Methods.Single(method => method.Name == "Intern"));
        text.IsSealed = false;
        TypeDefinition priority = real.MainModule.GetType("System.Threading.ThreadPriority");
        priority.Fields.Single(field => field.Name == "Highest").Constant = 5;
        TypeDefinition list = real.MainModule.GetType("System.Collections.IEnumerator");
        list.Methods.Single(method => method.Name == "Reset").Name = "Rewind";
        real.MainModule.Types.Remove(real.MainModule.GetType("System.Guid"));
        Assert.Equal(
            [
                "System.Collections.IEnumerator method public abstract virtual new System.Void Reset(): not there",
                "System.Collections.IEnumerator must be whole: method public abstract virtual new System.Void Rewind(): not there",
                "System.Guid: the real assembly has no such type",
                "System.String method public static System.String Intern(System.String str): not there",
                "System.String: ours is 'public sealed class', the real one 'public class'",
                "System.Threading.ThreadPriority field public const System.Threading.ThreadPriority Highest = 4: not there",
            ],
            ApiComparison.Compare(ours, real).Order(StringComparer.Ordinal));
    }
}
