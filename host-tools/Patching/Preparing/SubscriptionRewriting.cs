using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>
/// Turns subscriptions to pins, and their ends, into calls of the board's ports, which put a line of the runtime between the pin and whoever listens. A pin
/// itself tells nobody who subscribed what, and a subscription may be made at any time, by any code, for any object. Arguments and results are the same, so
/// nothing but the call changes; constructors are code like any other here.
/// </summary>
internal sealed class SubscriptionRewriting
{
    private const string Pin = "System.Device.Gpio.GpioPin";

    private readonly Dictionary<string, MethodDefinition> _accessors;

    /// <summary>Nothing is rewritten in a build without <c>NanoLive.Board</c>: its boards have other ports, and those have to know of subscriptions themselves.</summary>
    public SubscriptionRewriting(IEnumerable<AssemblyDefinition> build) =>
        _accessors = build.Select(a => a.MainModule.GetType(Names.PinEvents)).FirstOrDefault(t => t != null)?.Methods.Where(m => m is { IsPublic: true, IsStatic: true }).ToDictionary(m => m.Name) ?? [];

    /// <summary>Returns how many calls were rewritten.</summary>
    public int Rewrite(MethodDefinition method)
    {
        if (!method.HasBody || _accessors.Count == 0)
        {
            return 0;
        }

        var count = 0;
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction is { OpCode.FlowControl: FlowControl.Call, Operand: MethodReference { DeclaringType.FullName: Pin } called } && _accessors.TryGetValue(called.Name, out var accessor))
            {
                instruction.OpCode = OpCodes.Call;
                instruction.Operand = method.Module.ImportReference(accessor);
                count++;
            }
        }

        return count;
    }
}
