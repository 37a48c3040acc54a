using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>The flash as one boot reaches it: an operation takes its time, and one that was cut does not come back.</summary>
internal sealed class BootFlash(BootGate gate, SimulatedFlash flash, IBoardClock clock, FlashTiming timing) : IFlashChip
{
    public int RegionCount => flash.RegionCount;

    public int WriteUnitBytes => flash.WriteUnitBytes;

    public int RegionLengthBytes(int region) => flash.RegionLengthBytes(region);

    public int Read(int region, int offset, byte[] buffer, int bufferOffset, int count)
    {
        gate.Check();
        return flash.Read(region, offset, buffer, bufferOffset, count);
    }

    public int Program(int region, int offset, byte[] buffer, int bufferOffset, int count)
    {
        gate.Check();
        int fault = flash.Program(region, offset, buffer, bufferOffset, count);
        gate.Check();
        clock.Wait(count * timing.ProgramNsPerByte / 1000);
        return fault;
    }

    public int Erase(int region)
    {
        gate.Check();
        int fault = flash.Erase(region);
        gate.Check();
        clock.Wait(flash.RegionLengthBytes(region) * timing.EraseNsPerByte / 1000);
        return fault;
    }
}
