namespace NanoLive.Simulator;

/// <summary>
/// Stands between one boot's program and the hardware. Once the boot is over, threads and finalizers that it left behind reach nothing any more.
/// </summary>
internal sealed class BootGate
{
    private int _boardThread = Environment.CurrentManagedThreadId;
    private volatile bool _isOver;

    internal bool IsOver => _isOver;

    internal bool IsBoardThread => Environment.CurrentManagedThreadId == _boardThread;

    /// <summary>The calling thread runs the board from now on.</summary>
    internal void TakeThread() => _boardThread = Environment.CurrentManagedThreadId;

    internal void End() => _isOver = true;

    /// <exception cref="BoardStoppedException">The boot is over.</exception>
    internal void Check()
    {
        if (_isOver)
        {
            throw new BoardStoppedException();
        }
    }
}
