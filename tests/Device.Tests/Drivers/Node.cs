using System.Collections;
using NanoLive.Objects;

namespace DeviceTests.Drivers
{
    /// <summary>A node of any graph.</summary>
    public class Node
    {
        public int Number;
        public Node Left;
        public object Right;
        public Node[] Some = new Node[3];
        public ArrayList Others = new ArrayList();

        public Node()
        {
        }

        protected Node(Node adoption)
        {
        }
    }
}
