using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// What a constructor does to a board once: entries of the object table, tasks of the loop, subscriptions, hardware that is opened. An object that is taken over has all of
/// it; done again it throws, or happens twice from then on.
/// </summary>
internal static class OnceOnly
{
    /// <summary>A key for each such call in a run of instructions. Calls of one key are the same deed, whatever else they are given.</summary>
    public static IEnumerable<string> In(MethodDefinition constructor, (int From, int To) range)
    {
        var code = constructor.Body.Instructions.Skip(range.From).Take(range.To - range.From).ToList();
        foreach (var called in code.Where(i => i.OpCode.FlowControl == FlowControl.Call).Select(i => i.Operand).OfType<MethodReference>())
        {
            if (Names.AssemblyOf(called.DeclaringType) == Names.RuntimeAssembly && called.Name is "Define" or "Create" or "Enlist" or "Add")
            {
                // One for each name.
                yield return Names.Of(called) + string.Concat(code.Where(i => i.OpCode.Code == Code.Ldstr).Select(i => " " + i.Operand).Distinct());
            }
            else if (called.Name.StartsWith("add_", StringComparison.Ordinal) || IsOpening(called) || LineClass.IsOne(called.DeclaringType) && !Lifetimes.IsForgetful(called))
            {
                yield return Names.Of(called);
            }
        }
    }

    /// <summary>Pins, buses and channels belong to whoever has opened them.</summary>
    private static bool IsOpening(MethodReference called) => Names.AssemblyOf(called.DeclaringType) is var assembly && BoardLibraries.IsOne(assembly)
        && assembly != BoardLibraries.CoreLibrary && !assembly.StartsWith("nanoFramework.System.", StringComparison.Ordinal)
        && (called.Name == ".ctor" ? called.DeclaringType.Name is "I2cDevice" or "SpiDevice" or "SerialPort" or "PwmChannel" or "AdcController" or "GpioPin"
            : called.Name.StartsWith("Open", StringComparison.Ordinal) || called.Name.StartsWith("Create", StringComparison.Ordinal) || called.Name.StartsWith("Register", StringComparison.Ordinal));
}
