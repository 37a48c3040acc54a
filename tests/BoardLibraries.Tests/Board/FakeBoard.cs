using System.Reflection;
using NanoLive.Hardware;

namespace NanoLive.BoardLibraries.Board;

/// <summary>The least hardware on which the board libraries can be tried.</summary>
internal sealed class FakeBoard : IHardware, IFiles, IPower, IBoardClock, INetwork
{
    private readonly Dictionary<string, List<byte>> _files = [];

    public FakePins Wires { get; } = new();

    public int Reboots { get; private set; }

    public IPins Pins => Wires;

    public II2cBuses I2c { get; } = new FakeRegisters();

    public IBoardClock Clock => this;

    public INetwork Network => this;

    public IPower Power => this;

    public IFlashChip Flash => throw new NotSupportedException();

    public IProcessor Processor => throw new NotSupportedException();

    public IAssemblyMemory Assemblies => throw new NotSupportedException();

    public IBoardTrace Trace => throw new NotSupportedException();

    public long NowUs => 5_000_000;

    public long UtcSeconds => 0;

    public long FreeHeapBytes => 90_000;

    public IMessageLink Messages => throw new NotSupportedException();

    public string Setting(string name) => name == "target" ? "FAKE_BOARD" : null!;

    public void Wait(long durationUs)
    {
    }

    public void Reboot() => Reboots++;

    public IMqttLink CreateMqtt(string host, int port, IMqttLinkListener listener) => new FakeMqttLink(host, port, listener);

    public bool FileExists(string path) => _files.ContainsKey(path);

    public bool DirectoryExists(string path) => path == "I:\\";

    public void Create(string path) => _files[path] = [];

    public void Delete(string path) => _files.Remove(path);

    public void Move(string from, string to)
    {
        _files.Add(to, _files[from]);
        _files.Remove(from);
    }

    public long LengthBytes(string path) => _files[path].Count;

    public void SetLength(string path, long lengthBytes) =>
        _files[path] = [.. _files[path].Concat(new byte[lengthBytes]).Take((int)lengthBytes)];

    public int Read(string path, long position, byte[] buffer, int offset, int count)
    {
        byte[] part = [.. _files[path].Skip((int)position).Take(count)];
        part.CopyTo(buffer, offset);
        return part.Length;
    }

    public void Write(string path, long position, byte[] buffer, int offset, int count)
    {
        if (LengthBytes(path) < position + count)
        {
            SetLength(path, position + count);
        }

        for (int i = 0; i < count; i++)
        {
            _files[path][(int)position + i] = buffer[offset + i];
        }
    }

    public string[] FilesIn(string path) => [.. _files.Keys.Where(file => file.StartsWith(path, StringComparison.Ordinal))];
}
