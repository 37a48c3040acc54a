using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>
/// The NOR flash of one board. Outlives resets, and as a file outlives the process: every operation is written through, so a process that is
/// killed leaves what a board leaves that loses power between two operations.
///
/// Stricter than hardware: a write unit is programmed once between two erasures, even with 0xFF; an erasure that was cut does not count,
/// so its region must be erased again before anything is programmed there. A torn operation leaves any mixture of old and new bytes in
/// its range and nothing elsewhere. After a cut the chip is dead, reads included, until <see cref="Revive"/>.
///
/// The file: the regions one after the other, then one byte for each write unit: 0xFF erased, 0x00 programmed.
/// </summary>
public sealed class SimulatedFlash : IFlashChip, IDisposable
{
    private const byte Erased = 0xFF;

    private readonly object _gate = new();
    private readonly FlashImage _image;
    private Cut? _cut;

    private SimulatedFlash(FlashGeometry geometry, FlashImage image)
    {
        Geometry = geometry;
        _image = image;
    }

    /// <summary>The chip's shape.</summary>
    public FlashGeometry Geometry { get; }

    /// <summary>Program and erase operations that were begun since power-on of the chip; reads do not count.</summary>
    public int Operations { get; private set; }

    /// <summary>True after a cut.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Called when a cut happens, inside the operation that was cut.</summary>
    public event Action? PowerLost;

    /// <inheritdoc/>
    public int RegionCount => Geometry.RegionLengthBytes.Count;

    /// <inheritdoc/>
    public int WriteUnitBytes => Geometry.WriteUnitBytes;

    private bool IsMisaligned(int value) => value % WriteUnitBytes != 0;

    /// <summary>An erased chip that lives as long as the object.</summary>
    public static SimulatedFlash InMemory(FlashGeometry geometry) => new(geometry, FlashImage.InMemory(geometry));

    /// <summary>A chip in a file, which is made when it does not exist.</summary>
    /// <exception cref="InvalidDataException">The file is not of this geometry.</exception>
    public static SimulatedFlash InFile(FlashGeometry geometry, string path) => new(geometry, FlashImage.InFile(geometry, path));

    /// <inheritdoc/>
    public int RegionLengthBytes(int region) => Geometry.RegionLengthBytes[region];

    /// <summary>
    /// Cuts the power at a coming operation: 1 is the next one. A cut during an operation leaves a mixture that <paramref name="seed"/> chooses.
    /// </summary>
    public void CutAt(int operation, CutPoint point, ulong seed = 0) => _cut = new Cut(Operations + operation, point, seed);

    /// <summary>Power is back: the chip answers again, with what the cut left; a cut that has not happened is off.</summary>
    public void Revive()
    {
        _cut = null;
        IsDead = false;
        Operations = 0;
    }

    /// <summary>The chip loses its power between two operations.</summary>
    public void Kill() => IsDead = true;

    /// <inheritdoc/>
    public int Read(int region, int offset, byte[] buffer, int bufferOffset, int count)
    {
        lock (_gate)
        {
            if (Check(region, offset, count) is var fault and not FlashFault.None)
            {
                return (int)fault;
            }

            _image.Bytes(Geometry.StartOf(region) + offset, count).CopyTo(buffer.AsSpan(bufferOffset, count));
            return 0;
        }
    }

    /// <inheritdoc/>
    public int Program(int region, int offset, byte[] buffer, int bufferOffset, int count)
    {
        lock (_gate)
        {
            if (Check(region, offset, count) is var fault and not FlashFault.None)
            {
                return (int)fault;
            }

            if (IsMisaligned(offset) || IsMisaligned(count))
            {
                return (int)FlashFault.Misaligned;
            }

            int start = Geometry.StartOf(region) + offset;
            if (!_image.IsBlank(start, count))
            {
                return (int)FlashFault.NotErased;
            }

            return Run(start, buffer.AsSpan(bufferOffset, count), isErase: false);
        }
    }

    /// <inheritdoc/>
    public int Erase(int region)
    {
        lock (_gate)
        {
            if (Check(region, 0, 0) is var fault and not FlashFault.None)
            {
                return (int)fault;
            }

            var blank = new byte[RegionLengthBytes(region)];
            blank.AsSpan().Fill(Erased);
            return Run(Geometry.StartOf(region), blank, isErase: true);
        }
    }

    /// <summary>Closes the file, if there is one.</summary>
    public void Dispose() => _image.Dispose();

    private FlashFault Check(int region, int offset, int count) =>
        IsDead ? FlashFault.Dead
        : region < 0 || region >= RegionCount || offset < 0 || count < 0 || offset > RegionLengthBytes(region) - count ? FlashFault.OutOfBounds
        : FlashFault.None;

    private int Run(int start, ReadOnlySpan<byte> bytes, bool isErase)
    {
        Operations++;
        if (_cut is not { } cut || cut.Operation != Operations)
        {
            _image.Write(start, bytes, programmed: !isErase);
            return 0;
        }

        switch (cut.Point)
        {
            case CutPoint.During:
                // Half an erasure is none: the units stay marked as programmed.
                _image.Write(start, Torn(start, bytes, cut.Seed), programmed: true);
                break;
            case CutPoint.After:
                _image.Write(start, bytes, programmed: !isErase);
                break;
        }

        IsDead = true;
        PowerLost?.Invoke();
        return (int)FlashFault.Dead;
    }

    // Some seeds tear like a chip that works byte by byte, others like one that works on a page at once.
    private byte[] Torn(int start, ReadOnlySpan<byte> bytes, ulong seed)
    {
        var random = new SeededRandom(seed);
        var torn = bytes.ToArray();
        var old = _image.Bytes(start, bytes.Length);
        bool inOrder = random.Chance(0.5);
        int reached = bytes.Length == 0 ? 0 : random.Next(bytes.Length + 1);
        for (int i = 0; i < torn.Length; i++)
        {
            bool isOld = inOrder ? i >= reached : random.Chance(0.5);
            torn[i] = isOld ? old[i] : torn[i];
        }

        return torn;
    }

    private readonly record struct Cut(int Operation, CutPoint Point, ulong Seed);
}
