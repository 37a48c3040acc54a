using System;
using NanoLive;

namespace nanoFramework.Runtime.Native
{
    /// <summary>What the board says about itself. Names come from its configuration block.</summary>
    public static class SystemInfo
    {
        public static Version Version
        {
            get { return new Version(1, 12, 0, 0); }
        }

        public static string OEMString
        {
            get { return "nanolive"; }
        }

        public static string TargetName
        {
            get { return Setting("target", "SIMULATED_BOARD"); }
        }

        public static string Platform
        {
            get { return Setting("platform", "SIMULATED"); }
        }

        private static string Setting(string name, string otherwise)
        {
            string value = Socket.Board.Setting(name);
            return value == null ? otherwise : value;
        }
    }
}
