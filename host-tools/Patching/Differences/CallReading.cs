using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>Calls in bodies of the new build read as the calls of the release that an adapter makes them of: without default values and conversions.</summary>
internal sealed class CallReading
{
    private readonly Matching _matching;
    private readonly HashSet<Instruction> _leftOut = [];
    private readonly Dictionary<Instruction, string> _calls = [];

    /// <param name="matching">Both builds.</param>
    /// <param name="successions">What follows for callers of methods that are gone.</param>
    /// <param name="methods">Of the new build.</param>
    public CallReading(Matching matching, IEnumerable<Succession> successions, IEnumerable<MethodDefinition> methods)
    {
        _matching = matching;
        var bySignature = successions.DistinctBy(s => (s.Gone, s.Next)).ToLookup(s => Names.Signature(s.Next));
        foreach (var call in methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions).Where(i => i.OpCode.Code is Code.Call or Code.Callvirt))
        {
            if (matching.New.Method((MethodReference)call.Operand) is { } next && bySignature[Names.Signature(next)].FirstOrDefault(s => IsOf(matching, s, next) && Read(call, s)) is { } succession)
            {
                _calls[call] = Names.Of(((MethodReference)call.Operand).DeclaringType) + "::" + Names.Signature(succession.Gone);
            }
        }
    }

    public bool LeavesOut(Instruction instruction) => _leftOut.Contains(instruction);

    /// <summary>What the call is read as; null: what it is.</summary>
    public string? Of(Instruction instruction) => _calls.GetValueOrDefault(instruction);

    private static bool IsOf(Matching matching, Succession succession, MethodDefinition called) =>
        called.DeclaringType.IsInterface ? InterfaceVersions.Implements(succession.Next.DeclaringType, called.DeclaringType)
            : matching.New.Line(succession.Next.DeclaringType).Contains(called.DeclaringType) || matching.New.Line(called.DeclaringType).Contains(succession.Next.DeclaringType);

    /// <summary>Whether the call gives the default values, converts what it was given as the adapter does, and the result likewise.</summary>
    private bool Read(Instruction call, Succession succession)
    {
        var leftOut = new List<Instruction>();
        var at = call.Previous;
        if (succession.Packed is { } packed && !Unpack(ref at, packed, leftOut) || HasOtherMembers(succession))
        {
            return false;
        }

        foreach (var value in succession.Defaults.Reverse())
        {
            if (at != null && value is long or ulong && at.OpCode.Code is Code.Conv_I8 or Code.Conv_U8)
            {
                leftOut.Add(at);
                at = at.Previous;
            }

            if (at == null || !IsConstant(at, value))
            {
                return false;
            }

            leftOut.Add(at);
            at = at.Previous;
        }

        var (gone, next) = (succession.Gone, succession.Next);
        for (var i = succession.Given - 1; i >= 0 && IsOther(gone.Parameters[i].ParameterType, next.Parameters[i].ParameterType); i--)
        {
            // Of several only the last is plain to see; what a constant became is not.
            var isWide = IsWide(next.Parameters[i].ParameterType);
            if (i < succession.Given - 1 || succession.Packed > 0 || isWide && at?.OpCode != Conversions.Instruction(gone.Parameters[i].ParameterType, next.Parameters[i].ParameterType))
            {
                return false;
            }

            if (isWide)
            {
                leftOut.Add(at!);
            }
        }

        if (gone.Parameters.Take(succession.Given - 1).Any(p => IsOther(p.ParameterType, next.Parameters[p.Index].ParameterType)))
        {
            return false;
        }

        if (gone.ReturnType.MetadataType == MetadataType.Void && next.ReturnType.MetadataType != MetadataType.Void)
        {
            if (call.Next?.OpCode.Code != Code.Pop)
            {
                return false;
            }

            leftOut.Add(call.Next);
        }
        else if (IsOther(next.ReturnType, gone.ReturnType) && IsWide(gone.ReturnType))
        {
            return false;
        }

        _leftOut.UnionWith(leftOut);
        return true;
    }

    /// <summary>Members of an enum that have other numbers in what took its place: the same number means something else there.</summary>
    private bool HasOtherMembers(Succession succession) =>
        Enumerable.Range(0, succession.Given).Any(i => EnumArguments.Numbers(_matching, succession.Gone.Parameters[i].ParameterType, succession.Next.Parameters[i].ParameterType) != null);

    /// <summary>Goes back over an array that is made of so many values, and leaves out all but these.</summary>
    private static bool Unpack(ref Instruction? at, int count, List<Instruction> leftOut)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            if (at == null || !at.OpCode.Name.StartsWith("stelem", StringComparison.Ordinal))
            {
                return false;
            }

            leftOut.Add(at);
            while (at != null && !(Number(at) == i && at.Previous?.OpCode.Code == Code.Dup))
            {
                at = at.Previous;
            }

            if (at == null)
            {
                return false;
            }

            leftOut.Add(at);
            leftOut.Add(at.Previous);
            at = at.Previous.Previous;
        }

        if (at?.OpCode.Code != Code.Newarr || at.Previous == null || Number(at.Previous) != count)
        {
            return false;
        }

        leftOut.Add(at);
        leftOut.Add(at.Previous);
        at = at.Previous.Previous;
        return true;
    }

    /// <summary>Whether a smaller number becomes one by an instruction; on the stack all others are 32 bits.</summary>
    private static bool IsWide(TypeReference number) => number.MetadataType is not (MetadataType.Int16 or MetadataType.UInt16 or MetadataType.Char or MetadataType.Int32 or MetadataType.UInt32);

    private static bool IsOther(TypeReference from, TypeReference to) => Conversions.IsNumber(from) && from.MetadataType != to.MetadataType;

    private static bool IsConstant(Instruction at, object? value) => (at.OpCode.Code, value) switch
    {
        (Code.Ldnull, null) => true,
        (Code.Ldstr, string text) => (string)at.Operand == text,
        (Code.Ldc_I8, long or ulong) => (long)at.Operand == (value is ulong large ? unchecked((long)large) : (long)value),
        (Code.Ldc_R4, float number) => number.Equals(at.Operand),
        (Code.Ldc_R8, double number) => number.Equals(at.Operand),
        (_, null or string or float or double) => false,
        (_, ulong large) => Number(at) is { } number && unchecked((ulong)number) == large,
        _ => Number(at) is { } number && number == unchecked((int)(value is bool truth ? (truth ? 1 : 0) : value is char letter ? letter : Convert.ToInt64(value, null))),
    };

    private static int? Number(Instruction at) => at.OpCode.Code switch
    {
        >= Code.Ldc_I4_M1 and <= Code.Ldc_I4_8 => at.OpCode.Code - Code.Ldc_I4_0,
        Code.Ldc_I4_S => (sbyte)at.Operand,
        Code.Ldc_I4 => (int)at.Operand,
        _ => null,
    };
}
