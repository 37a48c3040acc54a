using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Storage.Tests;

/// <summary>
/// NOR flash that is stricter than hardware. A byte that was programmed, or that a cut operation may have touched, takes no program before
/// the next whole erasure, also where it still reads 0xFF. After a cut nothing works until <see cref="PowerUp"/>.
///
///     tear   a program leaves                                   an erasure leaves
///     0      nothing to be seen                                 everything as it was
///     1      its first bytes, the last of them half programmed  0xFF at the front, the old bytes behind
///     2      any bits of it                                     any mixture of old bytes, 0xFF and garbage
///     3      some of its write units                            0xFF everywhere, and yet not erased
///     4      all of it but one bit                              garbage
/// </summary>
public sealed class TornFlash(Geometry geometry) : IFlash
{
    public const int Tears = 5;

    private readonly byte[][] _bytes = [.. Lengths(geometry).Select(Blank)];
    private readonly bool[][] _touched = [.. Lengths(geometry).Select(length => new bool[length])];
    private Cut _cut = Cut.Never;
    private bool _dead;
    private Random _random = new(0);

    public int RegionCount => 4;

    public int WriteUnitBytes => geometry.WriteUnitBytes;

    /// <summary>Erasures and programs since <see cref="PowerUp"/>.</summary>
    public int Operations { get; private set; }

    /// <summary>Programs of touched bytes since <see cref="PowerUp"/>.</summary>
    public int Refusals { get; private set; }

    public int[] Erasures { get; } = new int[4];

    /// <summary>Called after every whole operation.</summary>
    public Action? Done { get; set; }

    public void PowerUp(Cut cut, int seed)
    {
        _cut = cut;
        _random = new Random(seed);
        _dead = false;
        Operations = 0;
        Refusals = 0;
    }

    /// <summary>The same bytes, for looking at; nothing of what happens there comes back.</summary>
    public TornFlash Copy()
    {
        var copy = new TornFlash(geometry);
        for (int region = 0; region < RegionCount; region++)
        {
            _bytes[region].CopyTo(copy._bytes[region], 0);
            _touched[region].CopyTo(copy._touched[region], 0);
        }

        return copy;
    }

    /// <summary>What a chip may hold that served elsewhere before.</summary>
    public void FillWithGarbage(int seed)
    {
        var random = new Random(seed);
        for (int region = 0; region < RegionCount; region++)
        {
            random.NextBytes(_bytes[region]);
            Array.Fill(_touched[region], true);
        }
    }

    /// <summary>A bit turns over by itself.</summary>
    public void Rot(int region, int offset, int bit)
    {
        _bytes[region][offset] ^= (byte)(1 << bit);
    }

    public int RegionLengthBytes(int region) => _bytes[region].Length;

    public int Read(int region, int offset, byte[] buffer, int bufferOffset, int count)
    {
        if (_dead || offset < 0 || count < 0 || offset + count > _bytes[region].Length)
        {
            return Status.FlashFault;
        }

        Array.Copy(_bytes[region], offset, buffer, bufferOffset, count);
        return Status.Ok;
    }

    public int Program(int region, int offset, byte[] buffer, int bufferOffset, int count)
    {
        int unit = WriteUnitBytes;
        if (_dead || offset < 0 || count < 0 || offset + count > _bytes[region].Length || offset % unit != 0 || count % unit != 0)
        {
            return Status.FlashFault;
        }

        byte[] bytes = _bytes[region];
        bool cut = BeginOperation();
        if (_touched[region].AsSpan(offset, count).Contains(true))
        {
            Refusals++;
            if (cut)
            {
                Die();
            }

            return Status.FlashFault;
        }

        byte[] data = buffer[bufferOffset..(bufferOffset + count)];
        if (cut)
        {
            Tear(data);
        }

        for (int i = 0; i < count; i++)
        {
            bytes[offset + i] &= data[i];
            _touched[region][offset + i] = true;
        }

        return EndOperation(cut);
    }

    public int Erase(int region)
    {
        if (_dead)
        {
            return Status.FlashFault;
        }

        Erasures[region]++;
        bool cut = BeginOperation();
        byte[] bytes = _bytes[region];
        int whole = _random.Next(bytes.Length);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = !cut ? (byte)0xFF : _cut.Tear switch
            {
                0 => bytes[i],
                1 => i < whole ? (byte)0xFF : bytes[i],
                2 => _random.Next(3) switch { 0 => bytes[i], 1 => (byte)0xFF, _ => (byte)_random.Next(256) },
                3 => (byte)0xFF,
                _ => (byte)_random.Next(256),
            };
        }

        Array.Fill(_touched[region], cut);
        return EndOperation(cut);
    }

    private static int[] Lengths(Geometry geometry) => [geometry.JournalBytes, geometry.JournalBytes, geometry.SlotBytes, geometry.SlotBytes];

    private static byte[] Blank(int length)
    {
        byte[] bytes = new byte[length];
        Array.Fill(bytes, (byte)0xFF);
        return bytes;
    }

    private void Tear(byte[] data)
    {
        int unit = WriteUnitBytes;
        int whole = _random.Next(data.Length);
        int missing = _random.Next(data.Length);
        while (data[missing] == 0xFF)
        {
            missing = (missing + 1) % data.Length;
        }

        for (int i = 0; i < data.Length; i++)
        {
            if (i % unit == 0 && _cut.Tear == 3)
            {
                whole = _random.Next(2) == 0 ? i + unit : 0;
            }

            data[i] = _cut.Tear switch
            {
                0 => (byte)0xFF,
                1 => i < whole ? data[i] : i == whole ? (byte)(data[i] | _random.Next(256)) : (byte)0xFF,
                2 => (byte)(data[i] | _random.Next(256)),
                3 => i < whole ? data[i] : (byte)0xFF,
                _ => i == missing ? (byte)(data[i] | (~data[i] & -~data[i])) : data[i],
            };
        }
    }

    private bool BeginOperation()
    {
        bool now = Operations++ == _cut.Operation;
        if (now && _cut.Tear < 0)
        {
            Die();
        }

        return now;
    }

    private int EndOperation(bool cut)
    {
        if (cut)
        {
            Die();
        }

        Done?.Invoke();
        return Status.Ok;
    }

    private void Die()
    {
        _dead = true;
        throw new PowerCut();
    }
}
