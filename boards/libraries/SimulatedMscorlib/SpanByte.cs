namespace System;

/// <summary>
/// The one type of nanoFramework's mscorlib that .NET lacks and device code needs: the buffers of I2cDevice. A window on a byte array.
/// Same contract as the real one: indices are checked against the length from above only, and every misfit is ArgumentOutOfRangeException.
/// </summary>
public readonly ref struct SpanByte
{
    private readonly byte[]? _array;
    private readonly int _start;
    private readonly int _length;

    public SpanByte(byte[]? array)
    {
        _array = array;
        _start = 0;
        _length = array == null ? 0 : array.Length;
    }

    public SpanByte(byte[]? array, int start, int length)
    {
        int available = array == null ? 0 : array.Length;
        if (start < 0 || length < 0 || start > available || length > available - start)
        {
            throw new ArgumentOutOfRangeException();
        }

        _array = array;
        _start = start;
        _length = length;
    }

    public static SpanByte Empty => default;

    public int Length => _length;

    public bool IsEmpty => _length == 0;

    public byte this[int index]
    {
        get => _array![Position(index)];
        set => _array![Position(index)] = value;
    }

    public static implicit operator SpanByte(byte[]? array) => new(array);

    public SpanByte Slice(int start) => Slice(start, _length - start);

    public SpanByte Slice(int start, int length)
    {
        if (start < 0 || length < 0 || start > _length || length > _length - start)
        {
            throw new ArgumentOutOfRangeException();
        }

        return new SpanByte(_array, _start + start, length);
    }

    public void CopyTo(SpanByte destination)
    {
        if (destination._length < _length)
        {
            throw new ArgumentException();
        }

        for (int i = 0; i < _length; i++)
        {
            destination[i] = this[i];
        }
    }

    public byte[] ToArray()
    {
        byte[] copy = new byte[_length];
        for (int i = 0; i < _length; i++)
        {
            copy[i] = this[i];
        }

        return copy;
    }

    private int Position(int index)
    {
        if (index >= _length)
        {
            throw new ArgumentOutOfRangeException();
        }

        return _start + index;
    }
}
