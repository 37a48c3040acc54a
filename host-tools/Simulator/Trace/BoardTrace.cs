using System.Security.Cryptography;

namespace NanoLive.Simulator;

/// <summary>
/// What happened on a board, in order: its pins and parts as an instrument beside it sees them, and its own diary. Append-only. In a file
/// each record is one line of JSON, flushed as it is written, so a process that is killed loses nothing but the line it was writing.
/// Any thread may write.
/// </summary>
public sealed class BoardTrace : IDisposable
{
    private readonly object _gate = new();
    private readonly List<TraceRecord> _records = [];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream? _file;

    /// <param name="path">File to append to; null keeps the trace in memory only.</param>
    /// <param name="keepRecords">Whether records stay in memory: yes in tests, no on boards that run for days.</param>
    public BoardTrace(string? path = null, bool keepRecords = true)
    {
        KeepRecords = keepRecords;
        if (path != null)
        {
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            EndLastLine(_file);
        }
    }

    /// <summary>Whether <see cref="Records"/> grows.</summary>
    public bool KeepRecords { get; }

    /// <summary>All records so far, oldest first; a copy.</summary>
    public IReadOnlyList<TraceRecord> Records
    {
        get
        {
            lock (_gate)
            {
                return _records.ToArray();
            }
        }
    }

    /// <summary>SHA-256 over all lines so far, in hexadecimal. Equal seeds, equal runs: equal hashes.</summary>
    public string Digest
    {
        get
        {
            lock (_gate)
            {
                return Convert.ToHexStringLower(_hash.GetCurrentHash());
            }
        }
    }

    /// <summary>Called after each record, on the thread that wrote it.</summary>
    public event Action<TraceRecord>? Written;

    /// <summary>Records with this word, oldest first.</summary>
    public IEnumerable<TraceRecord> Of(string what) => Records.Where(record => record.What == what);

    /// <summary>Appends a record.</summary>
    public void Write(TraceRecord record)
    {
        lock (_gate)
        {
            byte[] line = TraceLine.Format(record);
            _hash.AppendData(line);
            _file?.Write(line);
            if (KeepRecords)
            {
                _records.Add(record);
            }
        }

        Written?.Invoke(record);
    }

    /// <summary>Closes the file, if there is one.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        _hash.Dispose();
    }

    // A process that was killed may have left half a line; ours begins on one of its own.
    private static void EndLastLine(FileStream file)
    {
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
            {
                file.WriteByte((byte)'\n');
            }
        }
    }
}
