using System.Collections;
using System.Reflection;
using NanoLive.Format;

namespace DeviceTests
{
    /// <summary>What is different where the tests run: the form of assemblies, and what was made outside. Set once, before the first test.</summary>
    public sealed class World
    {
        public static World Here;

        private readonly LoadAssembly _load;
        private readonly SupplyBytes _supply;
        private readonly ArrayList _images = new ArrayList();
        private readonly ArrayList _assemblies = new ArrayList();

        /// <param name="generation">A value of <see cref="AssemblyGeneration"/>.</param>
        public World(int generation, LoadAssembly load, SupplyBytes supply)
        {
            Generation = generation;
            _load = load;
            _supply = supply;
        }

        public int Generation { get; }

        /// <summary>
        /// What was loaded before is there already: a boot within a test cannot unload it, a board has 64 places, and .NET takes a name once.
        /// </summary>
        public Assembly Load(byte[] image)
        {
            for (int i = 0; i < _images.Count; i++)
            {
                if (AreEqual((byte[])_images[i], image))
                {
                    return (Assembly)_assemblies[i];
                }
            }

            Assembly assembly = _load((byte[])image.Clone());
            _images.Add(image);
            _assemblies.Add(assembly);
            return assembly;
        }

        /// <summary>Null when there are none of that name.</summary>
        public byte[] Bytes(string name)
        {
            return _supply(name);
        }

        /// <summary>Whether it is a patch: an assembly that came while tests ran.</summary>
        public bool IsPatch(Assembly assembly)
        {
            return _assemblies.Contains(assembly);
        }

        private static bool AreEqual(byte[] a, byte[] b)
        {
            bool areEqual = a.Length == b.Length;
            for (int i = 0; areEqual && i < a.Length; i++)
            {
                areEqual = a[i] == b[i];
            }

            return areEqual;
        }
    }
}
