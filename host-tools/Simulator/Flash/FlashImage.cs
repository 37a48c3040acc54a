namespace NanoLive.Simulator;

/// <summary>
/// The bytes of a chip and which write units were programmed since their erasure, in memory and, where there is a file, in the file too.
/// Invariant: a unit is marked as programmed before its bytes are written and as erased after they were, so a process that dies in
/// between leaves a unit that is too strict, never one that is too lax.
/// </summary>
internal sealed class FlashImage : IDisposable
{
    private const byte Erased = 0xFF;
    private const byte Programmed = 0x00;

    private readonly int _unitBytes;
    private readonly byte[] _bytes;
    private readonly byte[] _marks;
    private readonly FileStream? _file;

    private FlashImage(FlashGeometry geometry, FileStream? file)
    {
        _unitBytes = geometry.WriteUnitBytes;
        _bytes = new byte[geometry.TotalBytes];
        _marks = new byte[geometry.TotalBytes / _unitBytes];
        _file = file;
        _bytes.AsSpan().Fill(Erased);
        _marks.AsSpan().Fill(Erased);
    }

    internal static FlashImage InMemory(FlashGeometry geometry) => new(geometry, null);

    internal static FlashImage InFile(FlashGeometry geometry, string path)
    {
        bool isNew = !File.Exists(path);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0, FileOptions.WriteThrough);
        var image = new FlashImage(geometry, file);
        if (isNew)
        {
            file.Write(image._bytes);
            file.Write(image._marks);
            return image;
        }

        if (file.Length != image._bytes.Length + image._marks.Length)
        {
            long length = file.Length;
            file.Dispose();
            throw new InvalidDataException($"{path} has {length} bytes; this board's flash has {image._bytes.Length + image._marks.Length}");
        }

        file.ReadExactly(image._bytes);
        file.ReadExactly(image._marks);
        return image;
    }

    internal ReadOnlySpan<byte> Bytes(int start, int count) => _bytes.AsSpan(start, count);

    internal bool IsBlank(int start, int count) => !Marks(start, count).Contains(Programmed);

    internal void Write(int start, ReadOnlySpan<byte> bytes, bool programmed)
    {
        if (programmed)
        {
            Mark(start, bytes.Length, Programmed);
        }

        bytes.CopyTo(_bytes.AsSpan(start));
        Save(start, bytes);
        if (!programmed)
        {
            Mark(start, bytes.Length, Erased);
        }
    }

    public void Dispose() => _file?.Dispose();

    private Span<byte> Marks(int start, int count) => _marks.AsSpan(start / _unitBytes, count / _unitBytes);

    private void Mark(int start, int count, byte mark)
    {
        Marks(start, count).Fill(mark);
        Save(_bytes.Length + (start / _unitBytes), Marks(start, count));
    }

    private void Save(int position, ReadOnlySpan<byte> bytes)
    {
        if (_file != null)
        {
            RandomAccess.Write(_file.SafeFileHandle, bytes, position);
        }
    }
}
