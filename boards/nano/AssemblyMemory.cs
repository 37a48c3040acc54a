using System;
using System.Reflection;
using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Board
{
    /// <summary>The CLR's own loader. It checks little and holds 64 assemblies; what it lacks is checked before a patch comes here.</summary>
    public sealed class AssemblyMemory : IAssemblyLoader
    {
        /// <summary>CLR_RT_TypeSystem::c_MaxAssemblies of the 1.x firmware.</summary>
        private const int Capacity = 64;

        /// <inheritdoc/>
        public int Generation
        {
            get { return AssemblyGeneration.PeV1; }
        }

        /// <inheritdoc/>
        public int FreeSlots
        {
            get { return Capacity - AppDomain.CurrentDomain.GetAssemblies().Length; }
        }

        /// <inheritdoc/>
        public Assembly Load(byte[] image)
        {
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
            Assembly[] assemblies = AppDomain.CurrentDomain.GetAssemblies();
            for (int i = 0; i < assemblies.Length; i++)
            {
                if (SimpleName(assemblies[i]) == simpleName)
                {
                    return assemblies[i];
                }
            }

            return null;
        }

        private static string SimpleName(Assembly assembly)
        {
            string name = assembly.FullName;
            int comma = name.IndexOf(',');
            return comma < 0 ? name : name.Substring(0, comma);
        }
    }
}
