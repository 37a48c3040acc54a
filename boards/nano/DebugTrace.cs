using System.Diagnostics;
using NanoLive.Ports;

namespace NanoLive.Board
{
    /// <summary>The diary on the debug port; silent in release builds of the firmware.</summary>
    public sealed class DebugTrace : ITrace
    {
        /// <inheritdoc/>
        public void Write(string what, string subject, long first, long second)
        {
            Debug.WriteLine("nanolive " + what + " " + subject + " " + first.ToString() + " " + second.ToString());
        }
    }
}
