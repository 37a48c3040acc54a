using System;
using System.Reflection;
using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Board
{
    /// <summary>The CLR's own loader. It checks little and holds 64 assemblies; what it lacks is checked before a patch comes here.</summary>
    public sealed class AssemblyMemory : IAssemblyLoader
    {
        // CLR_RT_TypeSystem::c_MaxAssemblies of the 1.x firmware.
        private const int Capacity = 64;

        private readonly int _deployed;
        private int _loaded;

        /// <param name="deployed">Assemblies in the deployment, the class libraries included: the CLR does not tell how many it holds.</param>
        public AssemblyMemory(int deployed)
        {
            _deployed = deployed;
        }

        /// <inheritdoc/>
        public int Generation
        {
            get { return AssemblyGeneration.PeV1; }
        }

        /// <inheritdoc/>
        public int FreeSlots
        {
            get { return Capacity - _deployed - _loaded; }
        }

        /// <inheritdoc/>
        public Assembly Load(byte[] image)
        {
            // A load that fails may have taken a place all the same.
            _loaded++;
            try
            {
                return Assembly.Load(image);
            }
            catch (Exception)
            {
                // The CLR throws ArgumentException for the image and a bare Exception for a missing reference; both are refusals.
                return null;
            }
        }

        /// <inheritdoc/>
        public Assembly Find(string simpleName)
        {
            try
            {
                return Assembly.Load(simpleName);
            }
            catch (Exception)
            {
                // What is not loaded is not found: patches are never looked up by name, and a board has nowhere to load others from.
                return null;
            }
        }
    }
}
