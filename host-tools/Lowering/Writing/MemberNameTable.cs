using System.Text.RegularExpressions;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// The firmware's strings that members of a release may be called by, short ones first. Nothing in a class library is: fields get names that begin with
/// a verb, which no field has, and methods those of fields and locals, which no method has; the firmware looks for a dispatched method by its name.
/// </summary>
internal static partial class MemberNameTable
{
    public static IReadOnlyList<string> Fields { get; } = [.. Those(VerbFirst())];

    public static IReadOnlyList<string> Methods { get; } = [.. Those(LowerCase())];

    private static IEnumerable<string> Those(Regex pattern) => FirmwareStrings.All.Where(name => pattern.IsMatch(name)).OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal);

    [GeneratedRegex("^(Add|Append|Clear|Compute|Copy|Create|Ensure|Expand|Extract|Find|Format|From|Get|Insert|Is|Make|Parse|Push|Replace|Reply|Run|Send|Set|To|Try|Validate|Wait)[A-Z][A-Za-z0-9]*$")]
    private static partial Regex VerbFirst();

    [GeneratedRegex("^(_[A-Za-z]|[ms]_|(?!value__|mscorlib)[a-z]+$|[a-z]+[A-Z])[A-Za-z]*$")]
    private static partial Regex LowerCase();
}
