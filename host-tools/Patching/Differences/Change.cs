using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>An <see cref="Edit"/> in the making: found by the comparison, judged by what the patch can do about it.</summary>
internal sealed class Change
{
    private string? _former;

    public required EditKind Kind { get; init; }

    /// <summary>Of the new build; of the release when it is gone.</summary>
    public required TypeDefinition Type { get; init; }

    public string Member { get; init; } = "";

    /// <summary>What the member was called in the release.</summary>
    public string Former { get => _former ?? Member; set => _former = value; }

    public Place? Place { get; init; }

    /// <summary>The method of the new build that was edited or added.</summary>
    public MethodDefinition? Method { get; init; }

    /// <summary>The method of the release that is gone.</summary>
    public MethodDefinition? Gone { get; init; }

    public Verdict Verdict { get; set; } = Verdict.Live;

    public string Reason { get; set; } = "";

    public string Remedy { get; set; } = "";

    public string Code { get; set; } = "";

    /// <summary>Somebody has to decide or to write something before there can be a patch that goes live.</summary>
    public bool IsOpen { get; set; }

    /// <summary>What is edited is a start value, and objects or fields that exist keep the one they have.</summary>
    public bool KeepsValue { get; private set; }

    /// <summary>Of <see cref="RefusalCode"/>, for what stands in the way.</summary>
    public Change Judge(Verdict verdict, string code, string reason, string remedy)
    {
        if (verdict >= Verdict)
        {
            Code = code;
        }

        return Judge(verdict, reason, remedy);
    }

    public Change Judge(Verdict verdict, string reason, string remedy = "")
    {
        if (verdict >= Verdict)
        {
            Verdict = verdict;
            Reason = reason;
            Remedy = remedy;
        }

        return this;
    }

    public Change JudgeKept(string reason)
    {
        KeepsValue = true;
        return Judge(Verdict.Live, reason);
    }

    public Edit ToEdit(Counterparts counterparts) => new()
    {
        Kind = Kind,
        Assembly = Type.Module.Assembly.Name.Name,
        Class = Kind == EditKind.Assembly ? "" : counterparts.NameOf(Type),
        Member = Member,
        Place = Place,
        Verdict = Verdict,
        Reason = Reason,
        Remedy = Remedy,
        Code = Code,
    };
}
