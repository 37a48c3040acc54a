using System.Collections.Immutable;

namespace NanoLive.Corpus.Tests;

/// <summary>
/// A driver in C# with helper objects, made and edited by numbers, and beside it what each of its values has to be: a value is known by its number across
/// all versions, whatever the fields are called by then and wherever they lie. <see cref="RandomDriverText"/> writes it down.
/// </summary>
internal sealed record RandomDriver(ImmutableArray<RandomDriver.Value> Values, RandomDriver.Shape Form)
{
    /// <summary>The driver itself.</summary>
    public const string Own = "Driver";

    /// <summary>Static fields of the driver.</summary>
    public const string Static = "static";

    /// <summary>An object that the driver's fields were split off into.</summary>
    public const string Box = "Box";

    /// <summary>The type of values that are members of an enum.</summary>
    public const string Mode = "Mode";

    /// <summary>Members of the enum.</summary>
    public const int Modes = 3;

    private static readonly EditForm[] s_often = [EditForm.Step, EditForm.Step, EditForm.FieldAdded, EditForm.FieldAdded];
    private static readonly EditForm[] s_forms = [.. s_often, .. Enum.GetValues<EditForm>().Except(s_often)];
    private static readonly string[] s_homes = [Own, Own, Static, "Cell", "Other"];
    private static readonly string[] s_types = ["int", "long", Mode];

    /// <param name="Number">The same in every version.</param>
    /// <param name="Home">The class it is a field of.</param>
    /// <param name="Name">May change.</param>
    /// <param name="Former">What it was called in the version before that renamed it; null: nothing.</param>
    /// <param name="Type">May become wider.</param>
    /// <param name="Start">What its initialiser says.</param>
    /// <param name="Step">What each tick adds.</param>
    public sealed record Value(int Number, string Home, string Name, string? Former, string Type, int Start, int Step)
    {
        /// <summary>It lies in the base class of its home.</summary>
        public bool IsUp { get; init; }

        /// <summary>It is an automatic property.</summary>
        public bool IsProperty { get; init; }

        /// <summary>It is counted by the handler of an event.</summary>
        public bool IsHeard { get; init; }

        /// <summary>Where it lies in the release; null: it is not there.</summary>
        public Value? Origin { get; init; }
    }

    /// <summary>What is not about single values.</summary>
    /// <param name="Spelling">How a body is written that always does the same.</param>
    /// <param name="Numbers">Which numbers the enum's members have.</param>
    /// <param name="Bases">Homes that have a base class.</param>
    /// <param name="Weight">What a member of the interface gives; 0: there is none.</param>
    /// <param name="IsTimed">Another member of it has a parameter.</param>
    /// <param name="Arity">Parameters that came to a method that a delegate is kept of.</param>
    /// <param name="Bonus">What that method adds.</param>
    /// <param name="IsChained">The constructor leaves its work to another one.</param>
    /// <param name="HasEvent">Handlers of the driver and its helpers are subscribed.</param>
    public sealed record Shape(int Spelling, int Numbers, ImmutableSortedSet<string> Bases, int Weight, bool IsTimed, int Arity, int Bonus, bool IsChained, bool HasEvent);

    public static RandomDriver Make(int seed)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, random.Next(1, 5)).Select(i => new Value(i, i == 0 ? Own : s_homes[random.Next(s_homes.Length)], $"_v{i}", null, s_types[random.Next(s_types.Length)], random.Next(9), random.Next(1, 5)));
        var bases = s_homes.Where(h => h != Static && random.Next(3) == 0).ToImmutableSortedSet(StringComparer.Ordinal);
        var form = new Shape(0, random.Next(4), bases, random.Next(2), random.Next(2) == 0, random.Next(2), 0, random.Next(2) == 0, random.Next(2) == 0);
        return new RandomDriver([.. values.Select(v => v with { Origin = v })], form);
    }

    /// <summary>Which form a number stands for.</summary>
    public static EditForm FormOf(int number) => s_forms[number % s_forms.Length];

    /// <summary>The same version when there is nothing that such an edit could be made of.</summary>
    public RandomDriver Edit(int number)
    {
        int at = number / s_forms.Length % 1000;
        var value = Values[at % Values.Length];
        var form = FormOf(number);
        return form switch
        {
            EditForm.Step => With(value, value with { Step = value.Step + 1 }),
            EditForm.FieldAdded => this with { Values = Values.Add(new Value(Values.Length, s_homes[at % s_homes.Length], $"_v{Values.Length}", null, s_types[at % s_types.Length], at % 9, at % 4 + 1)) },
            EditForm.Renamed => value is { Former: null, Home: not Static, IsProperty: false } ? With(value, value with { Name = value.Name + "n", Former = value.Name }) : this,
            EditForm.Widened => value is { Type: "int", Home: not Static } ? With(value, value with { Type = "long" }) : this,
            EditForm.Level => Form.Bases.Contains(value.Home) ? With(value, value with { IsUp = !value.IsUp }) : this,
            EditForm.Property => value.Home == Static ? this : With(value, value with { IsProperty = !value.IsProperty }),
            EditForm.SplitOff => Split(at),
            EditForm.BaseClass => Rebase(Homes.Contains(value.Home) ? value.Home : Own),
            EditForm.Event => Hear(value),
            _ => this with { Form = Reshape(form, at) },
        };
    }

    /// <summary>Helper classes.</summary>
    public IEnumerable<string> Homes => Values.Select(v => v.Home).Where(h => h is not (Own or Static)).Distinct().Order(StringComparer.Ordinal);

    /// <summary>What a tick shows for these values.</summary>
    public string Show(IReadOnlyDictionary<int, long> values) =>
        $"k{4 + Form.Bonus} m5 " + string.Concat(new[] { Own, Static }.Concat(Homes).Select(h => string.Concat(Values.Where(v => v.Home == h).Select(v => $"{v.Number}={values[v.Number]} "))
            + (h is Own or Static || Form.Weight == 0 ? "" : $"w{Form.Weight} ")));

    /// <summary>The values of an object of this version after another one's, then one tick.</summary>
    public Dictionary<int, long> After(IReadOnlyDictionary<int, long> before) => Values.ToDictionary(v => v.Number, v => Bounded(v, before.GetValueOrDefault(v.Number, Bounded(v, v.Start)) + v.Step));

    /// <summary>What an object begins with.</summary>
    public Dictionary<int, long> Starts => Values.ToDictionary(v => v.Number, v => Bounded(v, v.Start));

    private static long Bounded(Value value, long number) => value.Type == Mode ? number % Modes : number;

    private Shape Reshape(EditForm form, int at) => form switch
    {
        EditForm.EnumNumbers => Form with { Numbers = (Form.Numbers + 1 + at % 3) % 4 },
        EditForm.InterfaceMember => Form with { Weight = Form.Weight == 0 || at % 2 == 0 ? Form.Weight + 1 : 0 },
        EditForm.InterfaceSignature => Form with { IsTimed = !Form.IsTimed },
        EditForm.Signature => Form with { Arity = (Form.Arity + 1) % 3, Bonus = Form.Bonus + at % 2 },
        EditForm.ConstructorChain => Form with { IsChained = !Form.IsChained },
        _ => Form with { Spelling = 1 - Form.Spelling },
    };

    private RandomDriver Rebase(string home) => Form.Bases.Contains(home)
        ? this with { Form = Form with { Bases = Form.Bases.Remove(home) }, Values = [.. Values.Select(v => v.Home == home ? v with { IsUp = false } : v)] }
        : this with { Form = Form with { Bases = Form.Bases.Add(home) } };

    private RandomDriver Hear(Value value) => (this with { Form = Form with { HasEvent = true } }).With(value, value.Home == Static ? value : value with { IsHeard = !value.IsHeard });

    // Once: what was split off stays there.
    private RandomDriver Split(int at)
    {
        var moved = Values.Where(v => v is { Home: Own, IsUp: false, IsProperty: false, IsHeard: false, Former: null, Type: not Mode }).Skip(at % 2).Take(2).ToList();
        return Values.Any(v => v.Home == Box) || moved.Count == 0 ? this : this with { Values = [.. Values.Select(v => moved.Contains(v) ? v with { Home = Box } : v)] };
    }

    private RandomDriver With(Value was, Value becomes) => this with { Values = Values.Replace(was, becomes) };
}
