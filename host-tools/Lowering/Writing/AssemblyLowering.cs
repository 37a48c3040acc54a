using System.Collections.Immutable;
using Mono.Cecil;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Trimming;
using NanoLive.Lowering.Verifying;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// From an assembly's IL to a .pe of generation v1. The same IL and references always give the same bytes. It references private members of
/// other assemblies without complaint, as the firmware does not look at visibility, and takes constructors that call no base constructor.
/// </summary>
public static class AssemblyLowering
{
    /// <summary>The longest file that is looked at.</summary>
    public const int MaxSizeBytes = ModuleFile.MaxSizeBytes;

    /// <summary>Lowers <paramref name="assembly"/>, compiled against nanoFramework's mscorlib, given what it refers to.</summary>
    public static Result<LoweredPe> Lower(byte[] assembly, AssemblyReferences references, LoweringOptions? options = null)
    {
        options ??= new LoweringOptions();
        var diagnostics = new Diagnostics();
        var bytes = Lower(assembly, references, options, diagnostics, out var names, out var filterCalls);
        var image = bytes == null ? null : Confirm(bytes, options, diagnostics);
        return diagnostics.Result(image == null ? null : new LoweredPe(bytes!, image, names, filterCalls));
    }

    private static byte[]? Lower(
        byte[] assembly, AssemblyReferences references, LoweringOptions options, Diagnostics diagnostics, out IReadOnlyList<string> names, out IReadOnlyList<string> filterCalls)
    {
        names = filterCalls = [];

        // 1. The IL.
        if (ModuleFile.Read(assembly, references, out var problem, options.Symbols) is not { } module)
        {
            diagnostics.Error(LoweringCode.NotAnAssembly, "the file", problem + ".");
            return null;
        }

        BaseFinalizers.Drop(module);
        if (options.IsOfBoards(module))
        {
            BaseConstructors.Drop(module);
        }

        // 2. Nothing in it that v1 cannot run, and nothing that cannot be found.
        new FeatureCheck(module, options, diagnostics).Run();
        ClosedReferenceCheck.Run(module, options, diagnostics);
        LookedUpNames.Run(module, options, diagnostics);
        InheritedSlots.Check(module, options, diagnostics);
        if (diagnostics.HasErrors)
        {
            return null;
        }

        // 3. Smaller, where nobody can tell the difference.
        InlinedNames? inlined = null;
        if (options.IsClosed)
        {
            AlsoOnBoard.Keep(module, options.ToolsOnBoard, references);
            inlined = Trimmed.Make(module, options);
            Trimmed.MakeForBoards(module, options);
        }

        // 4. What an exception into a filter would destroy.
        filterCalls = FilterCalls.Bridge(module, diagnostics);

        // 5. Numbers for its types, fields and methods.
        var definitions = new Definitions(module, options);
        var boardNames = inlined == null ? BoardNames.Open(module, definitions, options) : BoardNames.Closed(module, definitions, inlined);
        names = boardNames.Lines;

        // 6. Rows and bodies; names and signatures are handles until everything that shares a heap is known.
        var rows = new RowEncoder(module, definitions, boardNames, options, diagnostics);
        rows.Encode();

        // 7. Heaps laid out, handles replaced.
        if (diagnostics.HasErrors || rows.Relocate() is not { } image)
        {
            return null;
        }

        // 8. How deep each method's stack gets.
        image = StackLengths(image, diagnostics);

        // 9. Bytes.
        return PeImageWriter.Write(image, options.IsPatch && image.ResourceFiles.IsEmpty && image.ResourceData.IsEmpty);
    }

    private static PeImage StackLengths(PeImage image, Diagnostics diagnostics)
    {
        var bodies = new PeBodyReader(image);
        var rules = new BodyRules(image);
        var names = new PeNames(image);
        var methods = image.MethodDefs.ToBuilder();
        for (var i = 0; i < methods.Count; i++)
        {
            if (!methods[i].HasBody)
            {
                continue;
            }

            // What breaks a rule is found again, with its place, when the finished file is confirmed.
            if (bodies.Read(i, out _) is not { } body || rules.Problem(i, body) != null)
            {
                continue;
            }

            var (depth, problem) = StackFlow.Run(image, i, body);
            if (problem != null)
            {
                diagnostics.Error(LoweringCode.Stack, names.Of(new PeToken(PeTable.MethodDef, i)), problem + ".");
            }

            methods[i] = methods[i] with { StackLength = (byte)depth };
        }

        return image with { MethodDefs = methods.ToImmutable() };
    }

    /// <summary>What was written must be readable and pass the check that boards make.</summary>
    private static PeImage? Confirm(byte[] bytes, LoweringOptions options, Diagnostics diagnostics)
    {
        var read = PeReader.Read(bytes);
        var findings = read.Value == null ? read.Diagnostics : PeVerifier.Verify(read.Value, options.IsPatch ? PeRules.Patch : PeRules.Release);
        diagnostics.AddRange(findings.Where(finding => finding.Severity == Severity.Error));
        return read.Value;
    }
}
