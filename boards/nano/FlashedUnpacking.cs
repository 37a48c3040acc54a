using System;
using System.Reflection;
using NanoLive.Ports;
using NanoLive.Trust;

namespace NanoLive.Board
{
    /// <summary>
    /// Finds <c>NanoLive.Unpacking</c> where it was flashed. Nothing here refers to it: an application that does has it in its build and so on the board, and one that does not
    /// saves its flash and takes plain payloads only.
    /// </summary>
    public static class FlashedUnpacking
    {
        private const string AssemblyName = "NanoLive.Unpacking";
        private const string ClassName = "NanoLive.Unpacking.PayloadUnpacking";

        /// <summary>Null when the release leaves it out.</summary>
        public static IUnpacking Of(IAssemblyLoader loader, IPower power)
        {
            Assembly unpacking = loader.Find(AssemblyName);
            Assembly release = loader.Find(ReleaseIdentity.AssemblyName);
            ConstructorInfo constructor = unpacking == null || release == null ? null
                : unpacking.GetType(ClassName).GetConstructor(new Type[] { typeof(Assembly), typeof(IPower) });
            return constructor == null ? null : (IUnpacking)constructor.Invoke(new object[] { release, power });
        }
    }
}
