using NanoLive;

namespace System
{
    /// <summary>Time since power-on. The real package has this class, not the core library.</summary>
    public static class Environment
    {
        public static long TickCount64
        {
            get { return Socket.Board.Clock.NowUs / 1000; }
        }
    }
}
