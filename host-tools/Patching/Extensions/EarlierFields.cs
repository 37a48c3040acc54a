using Mono.Cecil;
using NanoLive.Format;

namespace NanoLive.Patching;

/// <summary>
/// How the fields that an earlier patch brought lead to those of this one: by name and type, by what <c>[FormerName]</c> says, or by the move that both made of
/// one field of the release.
/// </summary>
internal sealed class EarlierFields(Emission emission, IReadOnlyDictionary<string, FieldDefinition> earlier, IReadOnlyList<FieldMove> earlierMoves)
{
    private readonly HashSet<string> _used = [];

    public List<FieldMove> Moves { get; } = [];

    /// <summary>Fields that the earlier patch does not have and that begin with their initialisers.</summary>
    public List<FieldDefinition> Missing { get; } = [];

    /// <summary>Why values would be lost; null when none would.</summary>
    public string? Problem { get; private set; }

    /// <param name="field">Of the new build; not one that lies in the release.</param>
    /// <param name="name">What the patch calls it.</param>
    public void Lead(FieldDefinition field, string name, TypeReference type)
    {
        var former = FormerName.Of(field);
        var own = emission.Matching.Move(field);
        if (earlier.TryGetValue(name, out var same) && Is(same.FieldType, type))
        {
            _used.Add(name);
            var isStruct = emission.Matching.New.Type(field.FieldType) is { IsValueType: true, IsEnum: false } definition && !emission.Types.IsOfRelease(definition);
            Problem ??= isStruct ? $"{field.DeclaringType.Name}.{name} is a struct that came with it" : null;
        }
        else if (same != null)
        {
            Add(field, name, same.FieldType, new FieldMove { From = name, To = name });
        }
        else if (own != null && earlierMoves.FirstOrDefault(m => m.From == own.Old.Name && m.To != null) is { } moved && earlier.TryGetValue(moved.To, out var there))
        {
            var (multiply, divide) = Ratio((long)own.Multiply * moved.Divide, (long)own.Divide * moved.Multiply);
            Add(field, name, there.FieldType, new FieldMove { From = moved.To, To = name, Multiply = multiply, Divide = divide });
        }
        else if (own != null)
        {
            Moves.Add(new FieldMove { From = own.Old.Name, To = name, Multiply = own.Multiply, Divide = own.Divide });
        }
        else if (former != null && earlier.TryGetValue(former.Name, out var renamed))
        {
            Add(field, name, renamed.FieldType, new FieldMove { From = former.Name, To = name, Multiply = former.Multiply, Divide = former.Divide });
        }
        else
        {
            Missing.Add(field);
        }
    }

    /// <summary>A field whose value the release has, too: the earlier patch moved it elsewhere or uses it in place, and so does this one.</summary>
    /// <param name="inRelease">Where the release has it.</param>
    /// <param name="name">What this patch calls it: the same, unless its class is carried whole.</param>
    public void LeadBack(FieldDefinition inRelease, string name)
    {
        var move = earlierMoves.FirstOrDefault(m => m.From == inRelease.Name && m.To != null && earlier.ContainsKey(m.To));
        if (move != null)
        {
            _used.Add(move.To);
        }

        var from = move?.To ?? inRelease.Name;
        if (from != name || move is not (null or { Multiply: 1, Divide: 1 }))
        {
            Moves.Add(new FieldMove { From = from, To = name, Multiply = move?.Divide ?? 1, Divide = move?.Multiply ?? 1 });
        }
    }

    /// <summary>What is left on both sides may be one field under two names.</summary>
    public void Finish()
    {
        foreach (var field in Missing)
        {
            var like = earlier.Values.FirstOrDefault(f => !_used.Contains(f.Name) && Is(f.FieldType, field.FieldType));
            if (like != null)
            {
                Problem ??= $"{field.DeclaringType.Name}.{field.Name} may be what it calls {like.Name}; if it is, write [FormerName(\"{like.Name}\")]";
            }
            else if (InitialValue.Of(field).IsMissing)
            {
                Problem ??= $"{field.DeclaringType.Name}.{field.Name} comes from a constructor";
            }
        }
    }

    private void Add(FieldDefinition field, string name, TypeReference from, FieldMove move)
    {
        var isScaled = move.Multiply != 1 || move.Divide != 1;
        if (Is(from, field.FieldType) && !isScaled || Conversions.IsLossless(from, field.FieldType) || isScaled && Conversions.IsNumber(from) && Conversions.IsNumber(field.FieldType))
        {
            _used.Add(move.From);
            Moves.Add(move);
        }
        else
        {
            Problem ??= $"{field.DeclaringType.Name}.{name} was {from.Name} there and is {field.FieldType.Name}";
        }
    }

    private static bool Is(TypeReference one, TypeReference other) => one.FullName.Replace('/', '_') == other.FullName.Replace('/', '_');

    private static (int, int) Ratio(long multiply, long divide)
    {
        var (a, b) = (multiply, divide);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return ((int)Math.Min(multiply / a, int.MaxValue), (int)Math.Min(divide / a, int.MaxValue));
    }
}
