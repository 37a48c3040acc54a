using System;
using System.Reflection;
using NanoLive.Format;
using NanoLive.Hardware;
using NanoLive.Ports;

namespace NanoLive.Guest
{
    /// <summary>The simulated board's loader as the runtime's port: it takes IL.</summary>
    public sealed class SimulatedLoader : IAssemblyLoader
    {
        // As many as a real board holds.
        private const int Capacity = 64;

        private readonly IAssemblyMemory _memory;

        public SimulatedLoader(IAssemblyMemory memory)
        {
            _memory = memory;
        }

        /// <inheritdoc/>
        public int Generation
        {
            get { return AssemblyGeneration.Il; }
        }

        /// <inheritdoc/>
        public int FreeSlots
        {
            get { return Capacity - _memory.Count; }
        }

        /// <inheritdoc/>
        public Assembly Load(byte[] image)
        {
            try
            {
                return _memory.Load(image);
            }
            catch (ArgumentException)
            {
                return null;
            }
            catch (Exception exception)
            {
                // A reference that is missing is a bare Exception, as on a real board; anything else is not this loader's to judge.
                if (exception.GetType() != typeof(Exception))
                {
                    throw;
                }

                return null;
            }
        }

        /// <inheritdoc/>
        public Assembly Find(string simpleName)
        {
            return _memory.Find(simpleName);
        }
    }
}
