using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// A method body in normal form: equal text means equal behaviour. Left out is what a rebuild may change without meaning it: the order of locals, the
/// length of branches, instructions that do nothing, names the compiler made up, where constant data lies. What the compiler made for the method
/// (lambdas, closures, local functions) is part of its text and of its uses.
/// </summary>
internal sealed class BodyText
{
    private readonly Model _model;
    private readonly Func<FieldReference, string> _fieldToken;
    private readonly CallReading? _reading;
    private readonly StringBuilder _text = new();
    private readonly List<(MethodDefinition, Instruction)> _uses = [];
    private readonly List<MethodDefinition> _made = [];
    private readonly List<string> _madeTypes = [];

    private BodyText(Model model, Func<FieldReference, string> fieldToken, CallReading? reading)
    {
        _model = model;
        _fieldToken = fieldToken;
        _reading = reading;
    }

    public string Text => _text.ToString();

    /// <summary>Without the bodies of lambdas that are methods of the object itself: where such a one is subscribed, the patch subscribes the new one.</summary>
    public string TextWithoutHandlers { get; private set; } = "";

    /// <summary>Without what the compiler made for the method.</summary>
    public string TextOfItself { get; private set; } = "";

    /// <summary>Instructions that name a member or a type that people wrote, and the method they are in.</summary>
    public IReadOnlyList<(MethodDefinition In, Instruction At)> Uses => _uses;

    /// <summary>Methods the compiler made for this one, in the order of their first use.</summary>
    public IReadOnlyList<MethodDefinition> Made => _made;

    /// <param name="model">The build of the method.</param>
    /// <param name="method">May be without a body.</param>
    /// <param name="fieldToken">What a field is called: fields that stand for each other in two builds are called the same.</param>
    /// <param name="range">Only these instructions of the body; all when null.</param>
    /// <param name="reading">Calls that are read as others; null: all as they are.</param>
    public static BodyText Of(Model model, MethodDefinition method, Func<FieldReference, string> fieldToken, (int From, int To)? range = null, CallReading? reading = null)
    {
        var text = new BodyText(model, fieldToken, reading);
        text.Append(method, range);
        text.TextOfItself = text.TextWithoutHandlers = text.Text;
        for (var i = 0; i < text._made.Count; i++)
        {
            var start = text._text.Length;
            text._text.Append("made ").Append(i).Append(':').Append('\n');
            text.Append(text._made[i], null);
            var isHandler = !text._made[i].IsStatic && !Names.IsCompilerMade(text._made[i].DeclaringType);
            text.TextWithoutHandlers += isHandler ? "" : text._text.ToString(start, text._text.Length - start);
        }

        return text;
    }

    private void Append(MethodDefinition method, (int From, int To)? range)
    {
        if (!method.HasBody)
        {
            _text.Append("no body ").Append(method.IsAbstract ? "abstract" : method.IsRuntime ? "runtime" : "extern").Append('\n');
            return;
        }

        _text.Append(method.IsSynchronized ? "synchronized\n" : "");
        var code = method.Body.Instructions;
        var (from, to) = range ?? (0, code.Count);
        var kept = Kept(code, from, to, _reading);
        var place = new Dictionary<Instruction, int>();
        for (int i = from, next = 0; i < to; i++)
        {
            place[code[i]] = next;
            next += next < kept.Count && kept[next] == code[i] ? 1 : 0;
        }

        var locals = new List<VariableDefinition>();
        foreach (var instruction in kept)
        {
            Append(method, instruction, locals, i => place.GetValueOrDefault(i, kept.Count));
        }

        foreach (var handler in range == null ? method.Body.ExceptionHandlers : [])
        {
            string At(Instruction? i) => i == null ? "-" : place.GetValueOrDefault(i, kept.Count).ToString(CultureInfo.InvariantCulture);
            _text.Append(handler.HandlerType).Append(' ').Append(At(handler.TryStart)).Append(' ').Append(At(handler.TryEnd)).Append(' ')
                .Append(At(handler.HandlerStart)).Append(' ').Append(At(handler.HandlerEnd)).Append(' ').Append(At(handler.FilterStart)).Append(' ')
                .Append(handler.CatchType == null ? "" : Type(handler.CatchType)).Append('\n');
        }
    }

    /// <summary>Without instructions that do nothing, and branches to the next one that does something.</summary>
    private static List<Instruction> Kept(IList<Instruction> code, int from, int to, CallReading? reading)
    {
        var kept = code.Skip(from).Take(to - from).Where(i => i.OpCode.Code != Code.Nop && reading?.LeavesOut(i) != true).ToList();
        for (var removed = true; removed;)
        {
            removed = false;
            for (var i = kept.Count - 2; i >= 0; i--)
            {
                if (kept[i].OpCode.Code is Code.Br or Code.Br_S && kept[i].Operand is Instruction target && Arrives(target, kept[i + 1]))
                {
                    kept.RemoveAt(i);
                    removed = true;
                }
            }
        }

        return kept;
    }

    private static bool Arrives(Instruction at, Instruction wanted)
    {
        while (at != wanted && at.OpCode.Code == Code.Nop && at.Next != null)
        {
            at = at.Next;
        }

        return at == wanted;
    }

    private void Append(MethodDefinition method, Instruction instruction, List<VariableDefinition> locals, Func<Instruction, int> place)
    {
        var (name, operand) = Canonical.Of(method, instruction);
        _text.Append(name);
        switch (operand)
        {
            case null:
                break;
            case VariableDefinition local:
                if (!locals.Contains(local))
                {
                    locals.Add(local);
                }

                _text.Append(' ').Append(locals.IndexOf(local)).Append(':').Append(Type(local.VariableType));
                break;
            case Instruction target:
                _text.Append(" @").Append(place(target));
                break;
            case Instruction[] targets:
                _text.Append(" @").AppendJoin(',', targets.Select(place));
                break;
            case string literal:
                _text.Append(" \"").Append(literal.Length).Append(':').Append(literal);
                break;
            case MemberReference member:
                _text.Append(' ').Append(_reading?.Of(instruction) ?? Member(member));
                if (!Names.IsCompilerMade(member.DeclaringType ?? (TypeReference)member) || member is TypeReference)
                {
                    _uses.Add((method, instruction));
                }

                break;
            default:
                _text.Append(' ').Append(Convert.ToString(operand, CultureInfo.InvariantCulture));
                break;
        }

        _text.Append('\n');
    }

    private string Member(MemberReference member)
    {
        switch (member)
        {
            case MethodReference method when Names.IsCompilerMade(method) && _model.Method(method) is { } made:
                if (!_made.Contains(made))
                {
                    _made.Add(made);
                }

                return "made " + _made.IndexOf(made);
            case MethodReference method:
                return Names.Of(method);
            case FieldReference field when Names.IsConstantData(field.DeclaringType):
                return "data " + Convert.ToHexString(SHA256.HashData(_model.Field(field)?.InitialValue ?? []));
            case FieldReference field when Names.IsCompilerMade(field.DeclaringType):
                return Type(field.DeclaringType) + "." + new string([.. field.Name.Where(c => !char.IsDigit(c))]) + ":" + Type(field.FieldType);
            case FieldReference field:
                return _fieldToken(field) + ":" + Type(field.FieldType);
            default:
                return Type((TypeReference)member);
        }
    }

    private string Type(TypeReference type)
    {
        if (!Names.IsCompilerMade(type))
        {
            return Names.Of(type);
        }

        if (Names.IsConstantData(type.GetElementType()))
        {
            return "data";
        }

        var key = Names.Of(type.GetElementType());
        if (!_madeTypes.Contains(key))
        {
            _madeTypes.Add(key);
        }

        return "closure " + _madeTypes.IndexOf(key) + (type is TypeSpecification ? type.GetType().Name : "");
    }
}
