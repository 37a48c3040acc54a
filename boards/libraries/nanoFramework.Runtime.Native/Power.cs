using System;
using NanoLive;

namespace nanoFramework.Runtime.Native
{
    /// <summary>Reboots the board. On hardware the call does not return; here the board stops at the end of the running step.</summary>
    public class Power
    {
        public static event RebootEventHandler OnRebootEvent;

        public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot)
        {
            RebootDevice(-1, rebootOption);
        }

        public static void RebootDevice(int exeConstraintTimeout, RebootOption rebootOption = RebootOption.NormalReboot)
        {
            RebootEventHandler handlers = OnRebootEvent;
            try
            {
                if (handlers != null)
                {
                    handlers();
                }
            }
            catch (Exception)
            {
                // As the real one: a handler cannot keep the board from rebooting.
            }

            Socket.Board.Power.Reboot();
        }
    }
}
