using DeviceTests.Drivers;
using NanoLive.Objects;

namespace Patches
{
    public class NewNode : Node
    {
        public NewNode()
        {
        }

        public NewNode(NewNode adoption) : base(adoption)
        {
        }
    }
}
