using System.Security.Cryptography;
using Mono.Cecil;
using NanoLive.Format;

namespace NanoLive.Patching;

/// <summary>Makes the assembly and the plan of a patch, once it is known what has to be carried.</summary>
internal sealed class Delta
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyz234567";
    private readonly Emission _emission;
    private readonly IReadOnlyList<EarlierPatch> _after;
    private readonly List<Extension> _extensions = [];
    private readonly bool _isNeutral;
    private EarlierStates? _states;

    private Delta(Difference difference, Closure closure, LibraryClosure libraries, IReadOnlyList<EarlierPatch> after, bool isLive)
    {
        _after = after;
        _isNeutral = difference.Changes.Count == 0;
        _emission = new Emission(difference.Matching, closure, new Creation(difference.Matching, closure, !isLive), new PatchModule(difference.Matching.Old, libraries));
    }

    /// <summary>What could not be done, each with its reason; the content is null then, or when there is nothing to carry.</summary>
    public IReadOnlyList<Hindrance> Refusals => _emission.Module.Refusals;

    public PatchContent? Content { get; private set; }

    /// <summary>Classes of the release that the patch replaces.</summary>
    public IReadOnlyList<TypeDefinition> Replaced => [.. _extensions.Select(e => e.Old)];

    /// <summary>Earlier patches from which this one cannot go live, and why.</summary>
    public IReadOnlyList<(EarlierPatch Patch, string Reason)> Unreachable => _states?.Unreachable ?? [];

    /// <param name="difference">What was edited.</param>
    /// <param name="closure">What has to be carried because of it.</param>
    /// <param name="libraries">What the board has besides the release.</param>
    /// <param name="after">Earlier patches of the same release; what they changed is changed again or led back.</param>
    /// <param name="baseDigest">Of the release, 32 bytes.</param>
    /// <param name="isLive">False: no state is named, so that boards take the patch at their next reboot.</param>
    public static Delta Make(Difference difference, Closure closure, LibraryClosure libraries, IReadOnlyList<EarlierPatch> after, byte[] baseDigest, bool isLive)
    {
        BeginAgain(difference.Matching, after);
        var delta = new Delta(difference, closure, libraries, after, isLive);
        delta.Declare(difference, closure);
        if (delta._extensions.Count > 0)
        {
            delta.Fill();
            delta.Finish(baseDigest, isLive);
        }

        return delta;
    }

    /// <summary>A field that began anew with an earlier patch begins anew with this one, too: the value that it had before is not in the object any more.</summary>
    private static void BeginAgain(Matching matching, IReadOnlyList<EarlierPatch> after)
    {
        foreach (var change in after.SelectMany(p => p.Plan.Classes ?? []))
        {
            var old = matching.Old.Types.Values.FirstOrDefault(t => t.Module.Assembly.Name.Name == change.OldAssembly && ReflectionName.Of(t) == change.OldClass);
            var fields = old == null || matching.New.Type(old) is not { } @new ? [] : matching.New.Line(@new).SelectMany(t => t.Fields);
            foreach (var field in fields.Where(f => change.Moves.Any(m => m.To == null && m.From == matching.InPlace(f)?.Name) && !InitialValue.Of(f).IsMissing))
            {
                matching.SetAnew(field);
            }
        }
    }

    /// <summary>1. One class for each that is extended, and an empty one for each that only an earlier patch changed.</summary>
    private void Declare(Difference difference, Closure closure)
    {
        var matching = difference.Matching;
        foreach (var type in closure.Extended)
        {
            var extension = ExtensionWriter.Declare(_emission, matching.Old.Type(type)!, type);
            _emission.Extensions[type] = extension;
            _extensions.Add(extension);
        }

        // A class that is carried whole comes after all that it may derive from.
        foreach (var (type, (old, _)) in matching.Counterparts.Replaced.OrderBy(p => Names.Of(p.Key), StringComparer.Ordinal).Where(p => IsOfObjects(p.Value.Old) && IsOfObjects(p.Key)))
        {
            _extensions.Add(new Extension(old, type, _emission.Types.Carried(type, null), isWhole: true));
        }

        // The changes that lead on from patches before are of no concern: each patch changes what it changes from the release, too.
        var release = matching.Old.Source.Assemblies.Select(a => a.Name.Name).ToHashSet(StringComparer.Ordinal);
        var earlier = _after.SelectMany(p => p.Plan.Classes ?? []).Where(c => release.Contains(c.OldAssembly)).Select(c => (c.OldAssembly, c.OldClass)).Distinct();
        foreach (var (assembly, name) in earlier.OrderBy(c => c.OldClass, StringComparer.Ordinal))
        {
            var old = matching.Old.Types.Values.FirstOrDefault(t => t.Module.Assembly.Name.Name == assembly && ReflectionName.Of(t) == name);
            if (old == null)
            {
                _emission.Module.Refuse(RefusalCode.ForeignPatch, $"an earlier patch replaces {name}, which is not in the release: it is a patch of another release");
            }
            else if (_extensions.All(e => e.Old != old))
            {
                var @new = matching.NewOf(old);
                var extension = ExtensionWriter.Declare(_emission, old, @new);
                if (@new != null)
                {
                    _emission.Extensions[@new] = extension;
                }

                _extensions.Add(extension);
            }
        }
    }

    private static bool IsOfObjects(TypeDefinition type) => TypeShape.Kind(type) == "a class" && !type.HasGenericParameters;

    /// <summary>2. Members, then bodies, which bring more members; the entry last, because it calls what the bodies brought.</summary>
    private void Fill()
    {
        _extensions.ForEach(e => ExtensionWriter.Fill(_emission, e));
        var handlers = new HandlerWriter(_emission, _after.Count > 0);
        _extensions.ForEach(handlers.Write);
        var migrations = new MigrationWriter(_emission);
        _extensions.ForEach(migrations.Write);
        _emission.CopyBodies();
        _states = new EarlierStates(_emission, migrations, handlers, _extensions);
        foreach (var patch in _after)
        {
            _states.Add(patch);
        }

        _emission.CopyBodies();
        _emission.Statics.WriteEntry();
        AccessAttribute.Add(_emission.Module);
    }

    /// <summary>3. The plan, and the name that the content gives.</summary>
    private void Finish(byte[] baseDigest, bool isLive)
    {
        var replaced = _extensions.Where(e => !e.IsAbstract).ToList();
        var holders = new HolderFields(_emission.Matching, [.. replaced.Select(e => e.Old)], [.. _emission.Types.CarriedClasses.Where(c => _states!.Adopted.Contains(c.Patch)).Select(c => c.New)]);
        if (Refusals.Count > 0)
        {
            return;
        }

        var (name, image) = Named(_emission.Module.Assembly);
        var plan = new Plan
        {
            AssemblyName = name,
            BaseDigest = baseDigest,
            Neutral = _isNeutral,
            FromStates = isLive ? [.. FitsRelease ? new[] { baseDigest } : [], .. _states!.Reachable.Select(p => p.PayloadDigest)] : [],
            Classes = [.. replaced.Select(ToPlan), .. _states!.Changes],
            Statics = [.. _states.Statics],
            Holders = holders.ToPlan(),
            EntryClass = _emission.Statics.EntryClass?.FullName,
            EntryMethod = _emission.Statics.EntryClass == null ? null : Statics.EntryMethod,
        };
        Content = new PatchContent(plan, image);
    }

    /// <summary>The way back has nothing to do on a board without the patch, when it has to undo anything at all.</summary>
    private bool FitsRelease => !_isNeutral || _states!.Reachable.Any() && !_states.Changes.Any(c => c.Moves.Length > 0 || c.Undoes != null);

    private ClassChange ToPlan(Extension extension) => new()
    {
        OldAssembly = extension.Old.Module.Assembly.Name.Name,
        OldClass = ReflectionName.Of(extension.Old),
        NewClass = extension.Patch.FullName,
        Moves = MovesWriter.Of(_emission, extension),
        Migration = extension.Migration,
        Handlers = [.. extension.Handlers],
    };

    /// <summary>
    /// Five letters and digits that stand for 25 bits of the SHA-256 of the assembly under its name in the making: another content has another name. The next bits, where an
    /// earlier patch or an assembly of the release has that name.
    /// </summary>
    private (string, byte[]) Named(AssemblyDefinition assembly)
    {
        var digest = SHA256.HashData(Image.Of(assembly));
        var taken = _after.Select(patch => patch.Plan.AssemblyName).Concat(_emission.Matching.Old.Source.Assemblies.Select(each => each.Name.Name)).ToHashSet();
        var name = Enumerable.Range(0, digest.Length - sizeof(int)).Select(at => BitConverter.ToUInt32(digest, at))
            .Select(bits => string.Concat(Enumerable.Range(0, 5).Select(i => Digits[(int)(bits >> (5 * i)) & 31]))).First(each => !taken.Contains(each));
        assembly.Name.Name = name;
        assembly.MainModule.Name = name + ".dll";
        return (name, Image.Of(assembly));
    }
}
