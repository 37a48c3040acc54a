using System;
using nanoFramework.Runtime.Native;
using nanoFramework.TestFramework;

namespace BoardLibraries.Device
{
    [TestClass]
    public class NativeTests
    {
        [TestMethod]
        public void The_board_tells_its_time_heap_and_name()
        {
            Assert.IsTrue(Environment.TickCount64 > 0);
            Assert.IsTrue(nanoFramework.Runtime.Native.GC.Run(true) > 0);
            Assert.IsTrue(SystemInfo.TargetName.Length > 0);
            ExecutionConstraint.Install(-1, 0);
        }
    }
}
