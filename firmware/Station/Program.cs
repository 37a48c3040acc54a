using NanoLive.Board;
using NanoLive.Checking;
using NanoLive.Signatures;

namespace WeatherStation
{
    /// <summary>Where a real board starts. A simulated board makes the same <see cref="Station"/> over simulated hardware.</summary>
    public static class Program
    {
        public static void Main()
        {
            NanoBoard.Run(new Station(), new SoftwareSignatures(), new PeStructure());
        }
    }
}
