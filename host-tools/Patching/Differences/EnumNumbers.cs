using System.Globalization;
using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>
/// What the numbers of an enum's members became. An object of the release has the old number of a member in its fields, and code of the new build knows the new one:
/// it is converted, member for member, or bit for bit where members are flags. A number that no member ever had stays.
/// </summary>
internal sealed class EnumNumbers
{
    private EnumNumbers(TypeDefinition old, TypeDefinition @new)
    {
        IsFlags = @new.CustomAttributes.Any(a => a.AttributeType.FullName == "System.FlagsAttribute");
        var before = Members(old);
        var after = Members(@new);
        var moved = new SortedDictionary<long, long>();
        var gone = new List<string>();
        foreach (var group in before.GroupBy(m => m.Number).Where(g => !IsFlags || IsBit(g.Key)))
        {
            var numbers = group.Select(m => after.Where(a => a.Name == m.Name).Select(a => (long?)a.Number).FirstOrDefault()).Where(n => n != null).Distinct().ToList();
            if (numbers.Count == 1)
            {
                moved[group.Key] = numbers[0]!.Value;
            }
            else if (numbers.Count > 1 || !after.Any(a => a.Number == group.Key && before.All(b => b.Name != a.Name)))
            {
                gone.Add($"{group.First().Name} ({group.Key})");
            }
        }

        Moved = [.. moved.Where(p => p.Key != p.Value).Select(p => (p.Key, p.Value))];
        Gone = gone;
        Added = [.. after.Select(a => a.Number).Distinct().Where(n => (!IsFlags || IsBit(n)) && !moved.ContainsValue(n) && before.All(b => b.Number != n))];
    }

    /// <summary>Whether members stand for bits.</summary>
    public bool IsFlags { get; }

    /// <summary>Numbers of the release, and what they are now; only those that differ.</summary>
    public IReadOnlyList<(long Old, long New)> Moved { get; }

    /// <summary>For people: members that the new build has not, whose numbers nothing stands for or that something else has now.</summary>
    public IReadOnlyList<string> Gone { get; }

    /// <summary>Numbers that the release does not know.</summary>
    public IReadOnlyList<long> Added { get; }

    /// <summary>Null when every number means what it meant.</summary>
    public static EnumNumbers? Of(TypeDefinition? old, TypeDefinition? @new) =>
        old is { IsEnum: true } && @new is { IsEnum: true } && new EnumNumbers(old, @new) is var numbers && numbers.Moved.Count + numbers.Gone.Count > 0 ? numbers : null;

    /// <summary>What the release's number is in the new build.</summary>
    public long Map(long number) => IsFlags
        ? Moved.Where(m => (number & m.Old) != 0).Aggregate(Moved.Aggregate(number, (rest, m) => rest & ~m.Old), (bits, m) => bits | m.New)
        : Moved.Where(m => m.Old == number).Select(m => m.New).FirstOrDefault(number);

    private static List<(string Name, long Number)> Members(TypeDefinition type) =>
        [.. type.Fields.Where(f => f.HasConstant).Select(f => (f.Name, f.Constant is ulong number ? unchecked((long)number) : Convert.ToInt64(f.Constant, CultureInfo.InvariantCulture)))];

    private static bool IsBit(long number) => number != 0 && (number & (number - 1)) == 0;
}
