using System.Reflection;
using NanoLive.Unpacking;

namespace NanoLive.Corpus.Tests;

/// <summary>
/// What the unpacker's objects take of a board's heap: blocks of 12 bytes on 32 bits, one for an object and one for each of its fields; an array has one and its elements,
/// rounded up, of which references have one each. The real CLR is asked by <c>UnpackingOnClrTests</c>.
/// </summary>
internal static class BoardHeap
{
    private const int BlockBytes = 12;

    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <param name="root">With all that it leads to.</param>
    /// <param name="others">Arrays that are not its own.</param>
    public static int BytesOf(object root, IEnumerable<byte[]> others)
    {
        var seen = new HashSet<object>(others, ReferenceEqualityComparer.Instance);
        var left = new Stack<object>([root]);
        var bytes = 0;
        while (left.TryPop(out var one))
        {
            if (!seen.Add(one))
            {
                continue;
            }

            if (one is Array array)
            {
                var element = one.GetType().GetElementType()!;
                var elementBytes = element.IsPrimitive ? System.Runtime.InteropServices.Marshal.SizeOf(element) : BlockBytes;
                bytes += BlockBytes + (((array.Length * elementBytes) + BlockBytes - 1) / BlockBytes * BlockBytes);
                array.Cast<object?>().Where(IsUnpackers).ToList().ForEach(item => left.Push(item!));
                continue;
            }

            bytes += BlockBytes;
            for (var type = one.GetType(); type != typeof(object); type = type.BaseType!)
            {
                foreach (var field in type.GetFields(Own))
                {
                    bytes += BlockBytes;
                    if (field.GetValue(one) is { } value && IsUnpackers(value))
                    {
                        left.Push(value);
                    }
                }
            }
        }

        return bytes;
    }

    // What the packer's half gives it, and texts of the program, are on no board's heap.
    private static bool IsUnpackers(object? value) => value is Array || value?.GetType().Assembly == typeof(PayloadUnpacking).Assembly;
}
