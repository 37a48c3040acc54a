using System.Text;
using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Writing;

/// <summary>
/// The strings of a .pe. While it is collected, a string is known by a handle; <see cref="Seal"/> lays the texts out once, and then a handle
/// becomes an id. A text that the firmware holds takes no space, and neither does one that another text ends with. Deterministic.
/// </summary>
internal sealed class StringHeap
{
    private readonly Dictionary<string, ushort> _handles = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly LittleEndianWriter _bytes = new();
    private ushort[] _ids = [];

    /// <summary>Bytes after sealing.</summary>
    public byte[] ToArray() => _bytes.ToArray();

    public ushort Handle(string text)
    {
        if (!_handles.TryGetValue(text, out var handle))
        {
            handle = checked((ushort)_texts.Count);
            _handles[text] = handle;
            _texts.Add(text);
        }

        return handle;
    }

    public ushort Id(ushort handle) => _ids[handle];

    public ushort IdOf(string text) => _ids[_handles[text]];

    /// <summary>False when the texts do not fit below the firmware's ids.</summary>
    public bool Seal()
    {
        _ids = new ushort[_texts.Count];
        _bytes.U8(0); // id 0 is the empty string
        var own = Enumerable.Range(0, _texts.Count).Where(i => !TryFixed(i)).ToList();

        // Sorted by the reversed text, longest first, every text directly follows the ones it ends.
        own.Sort((a, b) => string.CompareOrdinal(Reversed(_texts[b]), Reversed(_texts[a])));
        var last = "";
        foreach (var index in own)
        {
            var bytes = Encoding.UTF8.GetBytes(_texts[index]);
            if (last.EndsWith(_texts[index], StringComparison.Ordinal))
            {
                _ids[index] = (ushort)(_bytes.Length - 1 - bytes.Length);
                continue;
            }

            if (_bytes.Length + bytes.Length + 1 >= FirmwareStrings.FirstId - 1)
            {
                return false;
            }

            _ids[index] = (ushort)_bytes.Length;
            _bytes.Bytes(bytes);
            _bytes.U8(0);
            last = _texts[index];
        }

        return true;
    }

    private bool TryFixed(int index)
    {
        if (_texts[index].Length == 0)
        {
            return true;
        }

        return FirmwareStrings.TryGetId(_texts[index], out _ids[index]);
    }

    private static string Reversed(string text)
    {
        var characters = text.ToCharArray();
        Array.Reverse(characters);
        return new string(characters);
    }
}
