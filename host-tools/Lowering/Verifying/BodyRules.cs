using Mono.Cecil.Cil;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Verifying;

/// <summary>
/// What must hold of a decoded body before its stacks are followed: every instruction is one the interpreter runs, with an operand that exists
/// and is of its kind; branches and handlers lie on instructions of the same body, and control crosses protected blocks as it may.
/// </summary>
internal sealed class BodyRules(PeImage image)
{
    private readonly PeNames _names = new(image);

    /// <summary>Null, or the first thing that is wrong.</summary>
    public (string Id, string Message)? Problem(int method, PeBody body)
    {
        var starts = body.Instructions.Select(i => i.Offset).ToHashSet();
        foreach (var instruction in body.Instructions)
        {
            if (Problem(method, instruction, starts) is { } complaint)
            {
                return ("il-operand", $"IL_{instruction.Offset:x4} {instruction.OpCode.Name}: {complaint}");
            }
        }

        foreach (var handler in body.Handlers)
        {
            if (Problem(handler, body.CodeSizeBytes, starts) is { } complaint)
            {
                return ("il-handler", complaint);
            }
        }

        return RegionCheck.Run(body) is { } crossing ? ("il-region", crossing) : null;
    }

    private string? Problem(int method, PeInstruction instruction, HashSet<int> starts)
    {
        if (!PeOpCodes.IsSupported(instruction.OpCode))
        {
            return "the interpreter does not run this";
        }

        foreach (var target in instruction.Targets)
        {
            if (!starts.Contains(target))
            {
                return $"branches to IL_{target:x4}, where no instruction begins";
            }
        }

        return instruction.OpCode.OperandType switch
        {
            OperandType.InlineString => PeStrings.Find(image, (ushort)instruction.Token.Index) == null ? "a string that does not exist" : null,
            OperandType.InlineType => Token(instruction.Token, PeTable.TypeDef, PeTable.TypeRef, PeTable.TypeSpec) ?? Constructed(instruction),
            OperandType.InlineField => Token(instruction.Token, PeTable.FieldDef, PeTable.FieldRef) ?? Field(instruction),
            OperandType.InlineMethod => Token(instruction.Token, PeTable.MethodDef, PeTable.MethodRef) ?? Callee(instruction),
            OperandType.InlineTok => Token(
                instruction.Token,
                PeTable.TypeDef, PeTable.TypeRef, PeTable.TypeSpec, PeTable.FieldDef, PeTable.FieldRef, PeTable.MethodDef, PeTable.MethodRef),
            _ => Variable(method, instruction),
        };
    }

    /// <summary>What has no reference, because signatures have an element for it, the firmware takes for elements of arrays.</summary>
    private string? Constructed(PeInstruction instruction) =>
        instruction.Token.Table == PeTable.TypeSpec && instruction.OpCode.Code is not (Code.Newarr or Code.Ldelema)
            && new PeSignatureReader(image, image.TypeSpecs[instruction.Token.Index].Signature).TypeSpec() is not { Element: PeElement.SzArray }
                ? "a constructed type that is no array"
                : null;

    private string? Token(PeToken token, params ReadOnlySpan<PeTable> allowed) =>
        allowed.Contains(token.Table) && token.Index < image.Count(token.Table) ? null : $"{token}, which does not exist";

    /// <summary>Of a field of another assembly only the firmware knows whether it is static.</summary>
    private string? Field(PeInstruction instruction)
    {
        var mustBeStatic = instruction.OpCode.Code is Code.Ldsfld or Code.Ldsflda or Code.Stsfld;
        return instruction.Token.Table == PeTable.FieldDef && image.FieldDefs[instruction.Token.Index].IsStatic != mustBeStatic
            ? $"a field that is {(mustBeStatic ? "not " : "")}static"
            : null;
    }

    private string? Callee(PeInstruction instruction)
    {
        var index = instruction.Token.Index;
        var isOwn = instruction.Token.Table == PeTable.MethodDef;
        var isConstructor = PeStrings.Text(image, isOwn ? image.MethodDefs[index].Name : image.MethodRefs[index].Name) == ".ctor";
        var hasThis = _names.MethodSignature(isOwn ? image.MethodDefs[index].Signature : image.MethodRefs[index].Signature) is { HasThis: true };
        return instruction.OpCode.Code switch
        {
            Code.Newobj when !isConstructor || !hasThis => "makes an object by what is no constructor",
            Code.Callvirt or Code.Ldvirtftn when !hasThis => "a static method",
            Code.Callvirt or Code.Ldftn or Code.Ldvirtftn when isConstructor => "a constructor",
            _ => null,
        };
    }

    private string? Variable(int method, PeInstruction instruction)
    {
        var row = image.MethodDefs[method];
        return Variables.Of(instruction) switch
        {
            { IsArgument: true, Index: var index } when index >= row.Arguments => $"argument {index} of {row.Arguments}",
            { IsArgument: false, Index: var index } when index >= row.Locals => $"local {index} of {row.Locals}",
            _ => null,
        };
    }

    private string? Problem(PeHandler handler, int codeSize, HashSet<int> starts)
    {
        bool IsEnd(int offset) => offset == codeSize || starts.Contains(offset);
        if (handler.Kind > PeHandlerKind.Filter)
        {
            return $"a handler of kind {(int)handler.Kind}";
        }

        if (!starts.Contains(handler.TryStart) || !IsEnd(handler.TryEnd) || handler.TryEnd <= handler.TryStart)
        {
            return $"a try block from IL_{handler.TryStart:x4} to IL_{handler.TryEnd:x4}";
        }

        if (!starts.Contains(handler.HandlerStart) || !IsEnd(handler.HandlerEnd) || handler.HandlerEnd <= handler.HandlerStart)
        {
            return $"a handler from IL_{handler.HandlerStart:x4} to IL_{handler.HandlerEnd:x4}";
        }

        if (handler.HandlerStart < handler.TryEnd && handler.TryStart < handler.HandlerEnd)
        {
            return $"a handler at IL_{handler.HandlerStart:x4} that overlaps its try block";
        }

        return handler.Kind switch
        {
            PeHandlerKind.Filter when !starts.Contains(handler.FilterStart) || handler.FilterStart >= handler.HandlerStart =>
                $"a filter at IL_{handler.FilterStart:x4}",
            PeHandlerKind.Catch => Token(handler.CatchType, PeTable.TypeDef, PeTable.TypeRef),
            _ => null,
        };
    }
}
