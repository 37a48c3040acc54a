using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Trimming;

/// <summary>
/// Puts bodies in the place of calls where that makes the assembly smaller: methods called from one place, and those no longer than a call. Only
/// methods that are called directly, have no handlers and no name that anyone looks for.
/// </summary>
internal sealed class Inlining
{
    /// <summary>What a method costs beyond its code: a row, its share of signatures, and what is simpler where its arguments are known.</summary>
    private const int RowBytes = 16 + 6;

    /// <summary>A frame has 255 locals at most, each 12 bytes of heap while the method runs.</summary>
    private const int MostLocals = 24;

    /// <summary>Longer bodies need long branches, and are no longer readable on a board.</summary>
    private const int MostCodeBytes = 900;

    /// <summary>How many times as much of both a constructor may have.</summary>
    private const int OfConstructor = 3;

    private readonly ModuleDefinition _module;
    private readonly Dictionary<MethodDefinition, List<(MethodBody Caller, Instruction Call)>> _calls = [];
    private readonly HashSet<MethodDefinition> _taken = [];

    private Inlining(ModuleDefinition module) => _module = module;

    /// <summary>True when something was inlined; then calls have moved, and another run may find more.</summary>
    public static bool Run(ModuleDefinition module, InlinedNames names)
    {
        var inlining = new Inlining(module);
        inlining.Collect();
        return inlining.Run(names);
    }

    private bool Run(InlinedNames names)
    {
        var changed = false;
        var touched = new HashSet<MethodDefinition>();
        foreach (var callee in Bodies(_module).ToList())
        {
            if (!IsCandidate(callee.Method) || touched.Contains(callee.Method) || !_calls.TryGetValue(callee.Method, out var calls)
                || calls.Any(call => call.Caller == callee || touched.Contains(call.Caller.Method)))
            {
                continue;
            }

            var sites = calls.Select(call => CallSite.Find(call.Caller, call.Call, callee)).ToList();
            var body = callee.Instructions.Sum(ShortForms.SizeBytes);
            if (sites.Contains(null) || sites.Sum(site => site!.Growth()) >= RowBytes + body || calls.Any(call => IsTooMuch(call.Caller, callee, body)))
            {
                continue;
            }

            changed = true;
            touched.Add(callee.Method);
            foreach (var call in calls)
            {
                // Found anew: another call of the same caller may have been expanded by now.
                CallSite.Find(call.Caller, call.Call, callee)!.Expand();
                touched.Add(call.Caller.Method);
                names.Add(callee.Method, call.Caller.Method);
            }
        }

        return changed;
    }

    // A constructor takes in those of its parts, one after the other: straight code that runs once, whose locals share slots afterwards.
    private static bool IsTooMuch(MethodBody caller, MethodBody callee, int bytes)
    {
        var most = caller.Method.IsConstructor ? OfConstructor : 1;
        return bytes > 12 && (caller.Variables.Count + callee.Variables.Count + callee.Method.Parameters.Count > MostLocals * most
            || caller.Instructions.Sum(ShortForms.SizeBytes) + bytes > MostCodeBytes * most);
    }

    private bool IsCandidate(MethodDefinition method) =>
        !_taken.Contains(method) && !method.IsVirtual && !method.IsConstructor && !method.IsSynchronized && !method.NoInlining
        && !Surface.Holds(method) && !method.Body.HasExceptionHandlers && !method.DeclaringType.IsValueType;

    private void Collect()
    {
        foreach (var body in Bodies(_module))
        {
            foreach (var instruction in body.Instructions)
            {
                if (instruction.Operand is not MethodDefinition callee || callee.Module != _module)
                {
                    continue;
                }

                if (instruction.OpCode.Code is not (Code.Call or Code.Callvirt))
                {
                    _taken.Add(callee);
                    continue;
                }

                if (!_calls.TryGetValue(callee, out var calls))
                {
                    _calls[callee] = calls = [];
                }

                calls.Add((body, instruction));
            }
        }
    }

    public static IEnumerable<MethodBody> Bodies(ModuleDefinition module) =>
        module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).Select(method => method.Body);
}
