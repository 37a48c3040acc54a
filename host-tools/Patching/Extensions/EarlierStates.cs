using Mono.Cecil;
using NanoLive.Format;

namespace NanoLive.Patching;

/// <summary>
/// The ways from objects of earlier patches to those of this one: a class change for each class that both replace, and for each class that both brought; the
/// values of static fields that both have. An earlier patch whose objects cannot be led on without losing a value is named with the reason: boards that
/// run it take this patch at their next reboot.
/// </summary>
internal sealed class EarlierStates(Emission emission, MigrationWriter migrations, HandlerWriter handlers, IReadOnlyList<Extension> extensions)
{
    private readonly List<(EarlierAssembly Earlier, List<ClassChange> Changes, List<StaticMove> Statics)> _reachable = [];
    private readonly HashSet<TypeDefinition> _adopted = [];

    public List<(EarlierPatch Patch, string Reason)> Unreachable { get; } = [];

    public IEnumerable<EarlierPatch> Reachable => _reachable.Select(r => r.Earlier.Patch);

    public IEnumerable<ClassChange> Changes => _reachable.SelectMany(r => r.Changes);

    public IEnumerable<StaticMove> Statics => _reachable.SelectMany(r => r.Statics);

    /// <summary>Classes of this patch whose objects can take the place of others.</summary>
    public IEnumerable<TypeDefinition> Adopted => _adopted;

    public void Add(EarlierPatch patch)
    {
        var earlier = new EarlierAssembly(patch);
        var changes = new List<ClassChange>();
        var problem = earlier.Closure() is { } closed ? $"a lambda captures variables and an object of {closed}, and cannot be made anew" : null;
        foreach (var extension in extensions.Where(e => !e.IsAbstract))
        {
            problem ??= Lead(earlier, extension, changes);
        }

        // Start values can bring more classes along.
        var done = new HashSet<TypeDefinition>();
        for (var before = -1; problem == null && before != done.Count;)
        {
            before = done.Count;
            emission.CopyBodies();
            foreach (var (@new, carried) in emission.Types.CarriedClasses.ToList().Where(c => extensions.All(e => e.Patch != c.Patch) && done.Add(c.Patch)))
            {
                problem ??= Lead(earlier, @new, carried, changes);
            }
        }

        var statics = Both(earlier).ToList();
        problem ??= statics.Select(s => IsStruct(s.New.FieldType) ? $"{s.New.DeclaringType.Name}.{s.New.Name} is a struct that came with it" : null).FirstOrDefault(p => p != null);
        problem ??= OtherNumbers(earlier) ?? LostStatic(earlier, statics);
        if (problem != null)
        {
            Unreachable.Add((patch, problem));
            return;
        }

        _reachable.Add((earlier, changes, [.. statics.Select(s => new StaticMove { OldAssembly = earlier.Name, OldClass = s.There.DeclaringType.FullName, NewClass = s.Copy.DeclaringType.FullName, Field = s.Copy.Name })]));
    }

    private string? Lead(EarlierAssembly earlier, Extension extension, List<ClassChange> changes)
    {
        if (earlier.ChangeOf(extension) is not { } before || earlier.Type(before.NewClass) is not { } type)
        {
            return null;
        }

        var line = MovesWriter.Line(emission, extension);
        if (ConvertedValues.Problem(emission, extension, earlier, before, type) is { } converted)
        {
            return converted;
        }

        var fields = new EarlierFields(emission, earlier.FieldsOf(type), before.Moves);
        foreach (var field in line.SelectMany(t => t.Fields).Where(f => !f.IsStatic))
        {
            if (emission.Matching.InPlace(field) is { } old)
            {
                fields.LeadBack(old, emission.Matching.IsReplaced(field.DeclaringType) ? field.Name : old.Name);
            }
            else
            {
                fields.Lead(field, emission.Fields.FreshName(field), emission.Fields.Map(field, extension).Field.FieldType);
            }
        }

        fields.Finish();
        var (isRun, undoes, problem) = Migrated(earlier, before, extension);
        problem ??= fields.Problem ?? (EarlierAssembly.StopsThread(type) && (extension.New == null || ThreadMigrations.ForObjects(emission.Matching.New, extension.New) == null)
            ? $"a thread runs inside of {extension.Old.Name}, and the migration that stops it there is missing here" : null) ?? OtherLambdas(type, extension) ?? Unanswered(type, extension) ?? SplitOff(earlier, type, line);
        if (problem == null)
        {
            changes.Add(new ClassChange
            {
                OldAssembly = earlier.Name,
                OldClass = before.NewClass,
                NewClass = extension.Patch.FullName,
                Moves = [.. fields.Moves, .. MovesWriter.NotBack(emission, extension)],
                Migration = migrations.Write(extension, fields.Missing, isRun),
                Handlers = [.. extension.Handlers.Select(h => ThereCalled(h, extension))],
                Undoes = undoes,
            });
        }

        return problem;
    }

    /// <summary>Why an object cannot be led on that may have given a field of the earlier patch to a helper that came since.</summary>
    private string? SplitOff(EarlierAssembly earlier, TypeDefinition type, IEnumerable<TypeDefinition> line)
    {
        var own = line.SelectMany(t => t.Fields).Where(f => !f.IsStatic).ToList();
        var helpers = own.Select(f => emission.Matching.New.Type(f.FieldType)).OfType<TypeDefinition>()
            .Where(t => !t.IsValueType && emission.Matching.OldOf(t) == null && earlier.Type(t.FullName) == null).Distinct().ToList();
        return (from was in earlier.FieldsOf(type).Values
                where own.All(f => f.Name != was.Name && emission.Fields.FreshName(f) != was.Name)
                from helper in helpers
                where helper.Fields.Any(f => !f.IsStatic && f.Name == was.Name && Names.Of(f.FieldType) == Names.Of(was.FieldType))
                select $"{was.Name} came with it, and {helper.Name} has one of that name now").FirstOrDefault();
    }

    private static IEnumerable<MethodDefinition> InstanceLambdas(IEnumerable<TypeDefinition> types) => types.SelectMany(t => t.Methods).Where(m => m.Name.Contains(Lambdas.Mark, StringComparison.Ordinal));

    /// <summary>What an earlier patch calls the target of a delegate: lambdas that the release has not have a name of patches.</summary>
    private string ThereCalled(string handler, Extension extension) => extension.New == null || InstanceLambdas(emission.Matching.Old.Line(extension.Old)).Any(m => m.Name == handler) ? handler
        : InstanceLambdas(emission.Matching.New.Line(extension.New)).FirstOrDefault(m => m.Name == handler) is { } lambda ? CopyNames.OfLambda(emission, lambda) : handler;

    /// <summary>
    /// Why delegates on lambdas cannot be led on: they are found by what the compiler calls a lambda, which says where it stands. Where a method has others by then, the same
    /// name may be another one's.
    /// </summary>
    private string? OtherLambdas(TypeDefinition earlier, Extension extension)
    {
        static string Owner(string lambda) => lambda[(lambda.IndexOf('<', StringComparison.Ordinal) + 1)..lambda.IndexOf('>', StringComparison.Ordinal)];
        var now = (extension.New == null ? InstanceLambdas(emission.Matching.Old.Line(extension.Old)).Select(m => m.Name)
            : InstanceLambdas(emission.Matching.New.Line(extension.New)).Select(m => CopyNames.OfLambda(emission, m))).ToLookup(Owner);
        return InstanceLambdas([earlier]).Select(m => m.Name).ToLookup(Owner).Where(o => !now[o.Key].ToHashSet().SetEquals(o))
            .Select(o => $"{o.Key} of {Names.Unmarked(earlier.Name)} had other lambdas there, or stood elsewhere in its class").FirstOrDefault();
    }

    /// <summary>Why delegates on methods that came with the earlier patch cannot be led on: this one has nothing of their name.</summary>
    private static string? Unanswered(TypeDefinition earlier, Extension extension) =>
        (from method in earlier.Methods
         where method is { HasBody: true, Name: not "Handler" }
         from made in Model.DelegatesIn(method)
         let target = (MethodReference)made.Address.Operand
         where target.HasThis && target.DeclaringType == earlier
         let name = target.Name
         where !name.Contains(Lambdas.Mark, StringComparison.Ordinal) && !extension.Handlers.Contains(name)
         select $"{name} of {Names.Unmarked(earlier.Name)} is given away there, and there is none here").FirstOrDefault();

    /// <summary>
    /// Whether our migration runs, or theirs is undone. One that both carry has done its work. Ours after theirs would need an object of the release between.
    /// </summary>
    private (bool IsRun, string? Undoes, string? Problem) Migrated(EarlierAssembly earlier, ClassChange before, Extension extension)
    {
        var theirs = earlier.Written(before);
        var ours = extension.Migration == null ? null : EarlierAssembly.Written(emission.Module.Module.Types.First(t => t.FullName == extension.Migration));
        return theirs == null ? (ours != null, null, null)
            : theirs == ours ? (false, null, null)
            : ours != null ? (false, null, $"the migration of {extension.Old.Name} is another one than there")
            : earlier.HasDown(before) ? (false, before.Migration, null)
            : (false, null, $"the migration of {extension.Old.Name} has no Down");
    }

    private string? Lead(EarlierAssembly earlier, TypeDefinition @new, TypeDefinition carried, List<ClassChange> changes)
    {
        if (earlier.Type(carried.FullName) is not { IsAbstract: false } before)
        {
            return null;
        }

        var line = emission.Matching.New.Line(@new).ToList();
        if (line.Any(t => emission.Extensions.TryGetValue(t, out var extension) && extension.Fields.Count > 0))
        {
            return $"{Names.Unmarked(@new.Name)} derives from a class that the patch adds fields to";
        }

        if (carried.Methods.Any(m => m is { IsConstructor: true, Parameters: [var only] } && only.ParameterType == carried) && !_adopted.Contains(carried))
        {
            return $"{Names.Unmarked(@new.Name)} has a constructor that takes another one, which is the form of the one that takes objects over";
        }

        var fields = new EarlierFields(emission, earlier.FieldsOf(before), []);
        foreach (var field in line.Where(t => !emission.Types.IsOfRelease(t)).SelectMany(t => t.Fields).Where(f => !f.IsStatic))
        {
            fields.Lead(field, field.Name, emission.Fields.Carried(field, null).FieldType);
        }

        fields.Finish();
        if (fields.Problem == null)
        {
            if (_adopted.Add(carried))
            {
                ExtensionWriter.Adoption(emission, carried);
                handlers.Write(@new, carried);
            }

            changes.Add(new ClassChange
            {
                OldAssembly = earlier.Name,
                OldClass = carried.FullName,
                NewClass = carried.FullName,
                Moves = [.. fields.Moves],
                Migration = migrations.Write(carried, fields.Missing),
                Handlers = [.. handlers.Of(carried)],
            });
        }

        return fields.Problem;
    }

    /// <summary>Static fields that both have and that code sets; one that nothing sets starts with what it says now.</summary>
    private IEnumerable<(FieldDefinition New, FieldDefinition Copy, FieldDefinition There)> Both(EarlierAssembly earlier) =>
        from field in emission.Statics.Fields.Concat(emission.Fields.CarriedStatics)
        where StaticComparison.IsState(emission.Matching, emission.Matching.NewWriters, field.New)
        let there = earlier.Static(field.Copy)
        where there?.FieldType.FullName == field.Copy.FieldType.FullName
        select (field.New, field.Copy, there);

    /// <summary>Why values of an enum that both brought cannot be led on: they lie in fields as their numbers.</summary>
    private string? OtherNumbers(EarlierAssembly earlier) => (from type in emission.Module.Module.Types
                                                              where type.IsEnum && EnumNumbers.Of(earlier.Type(type.FullName), type) != null
                                                              select $"members of {Names.Unmarked(type.Name)} have other numbers there").FirstOrDefault();

    /// <summary>Why state in a static field is not led on: the patch has it in another class, or spells it otherwise.</summary>
    private string? LostStatic(EarlierAssembly earlier, List<(FieldDefinition New, FieldDefinition Copy, FieldDefinition There)> led) =>
        (from field in emission.Statics.Fields.Concat(emission.Fields.CarriedStatics)
         where StaticComparison.IsState(emission.Matching, emission.Matching.NewWriters, field.New) && earlier.Static(field.Copy) == null
         from there in earlier.Statics
         where FieldRenames.Bare(there) == FieldRenames.Bare(field.Copy) && there.FieldType.FullName == field.Copy.FieldType.FullName && led.All(l => l.There != there)
         select $"{Names.Unmarked(field.New.DeclaringType.Name)}.{field.New.Name} may be its {Names.Unmarked(there.DeclaringType.Name)}.{there.Name}").FirstOrDefault();

    private bool IsStruct(TypeReference type) => emission.Matching.New.Type(type) is { IsValueType: true, IsEnum: false } definition && !emission.Types.IsOfRelease(definition);
}
