using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>Reset and memory as one boot reaches them. The heap shrinks by what each loaded patch takes and is whole again after a reboot.</summary>
internal sealed class BootPower(BootGate gate, Action<string> reset, BootAssemblies assemblies, long heapBytes) : IPower
{
    public long FreeHeapBytes => Math.Max(0, heapBytes - assemblies.PatchBytes);

    public void Reboot()
    {
        if (!gate.IsOver)
        {
            reset("program");
        }
    }
}
