using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Verifying;

/// <summary>
/// The structural check of any .pe: every index in range, every signature parses, every body decodes, branches stay inside and meet with equal
/// stacks, no run of members overlaps another, no type contains itself. What passes cannot make the firmware's loader or interpreter leave
/// the file. It says nothing about origin or intent: that is the signature's part.
/// </summary>
public static class PeVerifier
{
    /// <summary>No error among the findings means that the image passed.</summary>
    public static IReadOnlyList<Diagnostic> Verify(PeImage image, PeRules rules)
    {
        var diagnostics = new Diagnostics();
        var report = new RowReport(image, rules, diagnostics);

        // References first: they are what definitions point to.
        new ReferenceCheck(image, report).Run();

        // Types with their runs of members, then members, then what hangs on them.
        new TypeCheck(image, report).Run();
        new MemberCheck(image, rules, report).Run();
        new FlagCheck(image, report).Run();
        new AttributeCheck(image, rules, report).Run();
        new ResourceCheck(image, report).Run();

        // Bodies only when all they can name is sound.
        if (!diagnostics.HasErrors)
        {
            new BodyCheck(image, report).Run();
        }

        return diagnostics.ToList();
    }
}
