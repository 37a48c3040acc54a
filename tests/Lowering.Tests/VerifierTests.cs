using System.Collections.Immutable;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;
using NanoLive.Lowering.Verifying;
using PeStructure = NanoLive.Checking.PeStructure;

namespace NanoLive.Lowering.Tests;

/// <summary>One forged row after the other: each is found, by the check that is there for it.</summary>
public class VerifierTests
{
    private static readonly PeImage Good = Lowered.Image("""
        using System;
        public interface INamed { string Name(int x); }
        public abstract class Base : INamed { protected int Field = 3; public abstract string Name(int x); public static string Shared; }
        public class Mark : Attribute { public Mark(int x) { } }
        [Mark(5)] public sealed class Derived : Base
        {
            public struct Pair { public int A; public long B; }
            public Pair Both;
            public override string Name(int x)
            {
                try { if (x > 3) { return x.ToString(); } Shared = "static"; }
                catch (Exception) { Field++; }
                int[][] numbers = new int[x][];
                switch (x) { case 0: return "zero"; case 1: return "one"; case 2: return "two"; case 3: return "three"; }
                return new Derived().Name(Field + numbers.Length);
            }
        }
        """);

    public static TheoryData<string, string> Forgeries() => new()
    {
        { "pe-string", "assembly name" }, { "pe-string", "type name" }, { "pe-string", "id that only the firmware's fault would answer" },
        { "pe-index", "type scope" }, { "pe-scope-order", "nested in itself" }, { "pe-index", "member container" }, { "pe-signature", "member signature" },
        { "pe-index", "base class" }, { "pe-circle", "own base class" }, { "pe-circle", "encloses itself" }, { "pe-signature", "interfaces" },
        { "pe-member-run", "too many methods" }, { "pe-member-run", "methods of another" }, { "pe-member-run", "method of nobody" },
        { "pe-member-run", "fields counted from elsewhere" },
        { "pe-section", "static among instance methods" }, { "pe-method-counts", "arguments" }, { "pe-method-counts", "return type" },
        { "pe-signature", "locals" }, { "pe-body", "body outside" }, { "pe-body-order", "two methods, one body" }, { "pe-native", "extern" },
        { "pe-static-constructor", "static constructor" }, { "pe-entry-point", "entry point" }, { "pe-native", "native checksum" },
        { "pe-signature", "static data" }, { "pe-circle", "value type in itself" }, { "pe-type-spec", "type spec" },
        { "pe-attribute-owner", "attribute owner table" }, { "pe-index", "attribute owner" }, { "pe-index", "attribute constructor" },
        { "pe-attribute-values", "attribute values" }, { "il-decode", "no such instruction" }, { "il-decode", "cut instruction" },
        { "il-operand", "branch outside" }, { "il-operand", "local" }, { "il-stack", "stack underflow" }, { "il-stack", "stack length" },
        { "il-stack", "runs over the end" }, { "il-handler", "handler outside" }, { "pe-method-flags", "patched" }, { "pe-data-type", "data type" },
        { "pe-method-flags", "static constructor by flag only" }, { "pe-method-flags", "constructor by name only" }, { "pe-method-flags", "not virtual" },
        { "pe-method-flags", "finalizer" }, { "pe-method-flags", "delegate's invoke" }, { "pe-type-flags", "class as value type" },
        { "pe-type-flags", "class as delegate" }, { "pe-type-flags", "no finalizer" }, { "il-region", "out of a try block" },
        { "il-region", "endfinally in a catch block" }, { "il-region", "into a handler" }, { "il-operand", "static field of an object" },
        { "il-operand", "object of a method" },
    };

    // Stacks and protected blocks; attributes, which only who asks for them reads; and values that contain each other.
    private static readonly string[] s_hostsPart = ["il-stack", "il-region", "pe-attribute-owner", "pe-attribute-values", "attribute owner", "value type in itself"];

    private static readonly string[] s_inHeader = ["assembly name", "native checksum"];

    [Fact]
    public void Good_image_has_no_findings() => Assert.Empty(PeVerifier.Verify(Good, PeRules.Patch));

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Is_found(string id, string what)
    {
        var forged = PeReader.Read(PeImageWriter.Write(Forge(what))).Value!;
        var findings = PeVerifier.Verify(forged, PeRules.Patch);
        Assert.Contains(findings, finding => finding.Id == id && finding.Severity == Severity.Error);
    }

    /// <summary>But for what is the host's part, and what the board looks at before, in the header.</summary>
    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Is_found_on_the_board_too(string id, string what)
    {
        Assert.Null(new PeStructure().Complaint(PeImageWriter.Write(Good)));
        var isFound = new PeStructure().Complaint(PeImageWriter.Write(Forge(what))) != null;
        Assert.True(isFound || s_hostsPart.Contains(id) || s_hostsPart.Contains(what) || s_inHeader.Contains(what));
    }

    private static PeImage Forge(string what)
    {
        var g = Good;
        var derived = Index(t => PeStrings.Text(g, t.Name) == "Derived");
        var pair = Index(t => PeStrings.Text(g, t.Name) == "Pair");
        var name = Enumerable.Range(0, g.MethodDefs.Length).Single(i => (g.MethodDefs[i].Flags & PeMethodFlags.HasExceptionHandlers) != 0);
        var method = g.MethodDefs[name];
        return what switch
        {
            "assembly name" => g with { Header = g.Header with { AssemblyName = 0x4000 } },
            "type name" => Type(0, t => t with { Name = (ushort)g.Strings.Length }),
            "id that only the firmware's fault would answer" => Type(0, t => t with { Name = FirmwareStrings.FirstId - 1 }),
            "type scope" => g with { TypeRefs = g.TypeRefs.SetItem(0, g.TypeRefs[0] with { Scope = 9 }) },
            "nested in itself" => g with { TypeRefs = g.TypeRefs.SetItem(0, g.TypeRefs[0] with { Scope = 0x8000 }) },
            "member container" => g with { MethodRefs = g.MethodRefs.SetItem(0, g.MethodRefs[0] with { Container = 0x8000 }) },
            "member signature" => g with { MethodRefs = g.MethodRefs.SetItem(0, g.MethodRefs[0] with { Signature = (ushort)g.Signatures.Length }) },
            "base class" => Type(derived, t => t with { Extends = 0x80FF }),
            "own base class" => Type(derived, t => t with { Extends = (ushort)derived }),
            "encloses itself" => Type(pair, t => t with { EnclosingType = (ushort)pair }),
            "interfaces" => Type(0, t => t with { Interfaces = (ushort)(g.Signatures.Length - 1) }),
            "too many methods" => Type(derived, t => t with { InstanceMethods = 200 }),
            "methods of another" => Type(derived, t => t with { FirstMethod = 0 }),
            "method of nobody" => Type(derived, t => t with { InstanceMethods = 0 }),
            "fields counted from elsewhere" => Type(pair, t => t with { FirstStaticField = 0xF000 }),
            "static among instance methods" => Method(name, m => m with { Flags = m.Flags | PeMethodFlags.Static }),
            "arguments" => Method(name, m => m with { Arguments = 9 }),
            "return type" => Method(name, m => m with { ReturnType = PeElement.I8 }),
            "locals" => Method(name, m => m with { LocalsSignature = (ushort)g.Signatures.Length }),
            "body outside" => Method(name, m => m with { Rva = 0xFFF0 }),
            "two methods, one body" => Method(name, m => m with { Rva = g.MethodDefs[name - 1].HasBody ? g.MethodDefs[name - 1].Rva : g.MethodDefs.Take(name).Last(x => x.HasBody).Rva }),
            "extern" => Method(name, m => m with { Rva = PeImage.None }),
            "static constructor" => Method(name, m => m with { Flags = m.Flags | PeMethodFlags.StaticConstructor }),
            "entry point" => Method(name, m => m with { Flags = m.Flags | PeMethodFlags.EntryPoint }),
            "native checksum" => g with { Header = g.Header with { NativeChecksum = 1 } },
            "static data" => g with { FieldDefs = g.FieldDefs.SetItem(0, g.FieldDefs[0] with { DefaultValue = (ushort)(g.Signatures.Length - 1) }) },
            "value type in itself" => ValueTypeInItself(pair),
            "type spec" => g with { Signatures = (byte[])[.. g.Signatures.Span, (byte)PeElement.WeakClass], TypeSpecs = [new PeTypeSpec((ushort)g.Signatures.Length)] },
            "attribute owner table" => Attribute(a => a with { OwnerTable = 3 }),
            "attribute owner" => Attribute(a => a with { Owner = 99 }),
            "attribute constructor" => Attribute(a => a with { Constructor = 0x8099 }),
            "attribute values" => Attribute(a => a with { Values = (ushort)(g.Signatures.Length - 2) }),
            "no such instruction" => Code(0, 0xF0),
            "cut instruction" => Last(0xFE),
            "branch outside" => Replace([0x45, 0x04], at => (at + 2, 0x7F)),
            "local" => Method(name, m => m with { Locals = 0 }),
            "stack underflow" => Code(0, 0x26),
            "stack length" => Method(name, m => m with { StackLength = 0 }),
            "runs over the end" => Last(0x00),
            "handler outside" => Handler(),
            "patched" => Method(name, m => m with { Flags = m.Flags | PeMethodFlags.Patched }),
            "static constructor by flag only" => Method(name, m => m with { Flags = m.Flags | PeMethodFlags.StaticConstructor }),
            "constructor by name only" => Method(name, m => m with { Name = Ctor() }),
            "not virtual" => Method(name, m => m with { Flags = m.Flags & ~PeMethodFlags.Virtual }),
            "finalizer" => Method(name, m => m with { Flags = m.Flags | PeMethodFlags.Finalizer }),
            "delegate's invoke" => Method(name, m => m with { Flags = m.Flags | PeMethodFlags.DelegateInvoke }),
            "class as value type" => Type(derived, t => t with { Flags = t.Flags | PeTypeFlags.ValueType }),
            "class as delegate" => Type(derived, t => t with { Flags = t.Flags | PeTypeFlags.MulticastDelegate }),
            "no finalizer" => Type(derived, t => t with { Flags = t.Flags | PeTypeFlags.HasFinalizer }),
            "out of a try block" => Instruction(Mono.Cecil.Cil.Code.Leave_S, (at, _) => (at, 0x2B)),
            "endfinally in a catch block" => Handled(at => (at, 0xDC)),
            "into a handler" => Instruction(Mono.Cecil.Cil.Code.Leave_S, (at, leave) => (at + 1, (byte)(HandlerStart() - leave.Offset - 2))),
            "static field of an object" => Instruction(Mono.Cecil.Cil.Code.Stsfld, (at, _) => (at, 0x7D)),
            "object of a method" => Instruction(Mono.Cecil.Cil.Code.Callvirt, (at, _) => (at, 0x73)),
            "data type" => Type(derived, t => t with { DataType = PeElement.SzArray }),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };

        int Index(Func<PeTypeDef, bool> predicate) => g.TypeDefs.IndexOf(g.TypeDefs.Single(predicate));
        PeImage Type(int index, Func<PeTypeDef, PeTypeDef> change) => g with { TypeDefs = g.TypeDefs.SetItem(index, change(g.TypeDefs[index])) };
        PeImage Method(int index, Func<PeMethodDef, PeMethodDef> change) => g with { MethodDefs = g.MethodDefs.SetItem(index, change(g.MethodDefs[index])) };
        PeImage Attribute(Func<PeAttribute, PeAttribute> change) => g with { Attributes = [change(g.Attributes[0])] };
        PeImage Code(int offset, byte value) => Bytes(method.Rva + offset, value);
        PeImage Bytes(int offset, byte value)
        {
            var code = g.ByteCode.ToArray();
            code[offset] = value;
            return g with { ByteCode = code };
        }

        PeImage Last(byte value)
        {
            // The last method of the table without handlers: its last byte is a return.
            var last = Enumerable.Range(0, g.MethodDefs.Length).Last(i => g.MethodDefs[i].HasBody && i != name);
            var bodies = new PeBodyReader(g);
            return Bytes(g.MethodDefs[last].Rva + bodies.Bytes(last).Length - 1, value);
        }

        PeImage Replace(byte[] pattern, Func<int, (int, byte)> change)
        {
            var (offset, value) = change(g.ByteCode.Span.IndexOf(pattern));
            return Bytes(offset, value);
        }

        ushort Ctor()
        {
            Assert.True(FirmwareStrings.TryGetId(".ctor", out var id));
            return id;
        }

        PeImage Instruction(Mono.Cecil.Cil.Code code, Func<int, PeInstruction, (int, byte)> change)
        {
            var found = new PeBodyReader(g).Read(name, out _)!.Instructions.First(i => i.OpCode.Code == code);
            var (offset, value) = change(method.Rva + found.Offset, found);
            return Bytes(offset, value);
        }

        int HandlerStart() => new PeBodyReader(g).Read(name, out _)!.Handlers[0].HandlerStart;

        PeImage Handled(Func<int, (int, byte)> change)
        {
            var body = new PeBodyReader(g).Read(name, out _)!;
            var (offset, value) = change(method.Rva + body.Instructions.First(i => i.Offset >= body.Handlers[0].HandlerStart).Offset);
            return Bytes(offset, value);
        }

        PeImage Handler() => Bytes(method.Rva + new PeBodyReader(g).Bytes(name).Length - 2, 0x7F);

        PeImage ValueTypeInItself(int type)
        {
            var field = g.TypeDefs[type].FirstInstanceField;
            var heap = g.Signatures.ToArray();
            byte[] signature = [0x06, (byte)PeElement.ValueType, (byte)(type << 2)];
            return g with
            {
                Signatures = heap.Concat(signature).ToArray(),
                FieldDefs = g.FieldDefs.SetItem(field, g.FieldDefs[field] with { Signature = (ushort)heap.Length }),
            };
        }
    }
}
