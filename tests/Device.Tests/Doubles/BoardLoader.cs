using System;
using System.Collections;
using System.Reflection;
using NanoLive.Ports;

namespace DeviceTests.Doubles
{
    /// <summary>Loads patches as the world does.</summary>
    public sealed class BoardLoader : IAssemblyLoader
    {
        private readonly ArrayList _loaded = new ArrayList();

        public int Loads { get; private set; }

        public bool Refuses { get; set; }

        public int Slots { get; set; } = 40;

        public int Generation
        {
            get { return World.Here.Generation; }
        }

        public int FreeSlots
        {
            get { return Slots; }
        }

        public Assembly Load(byte[] image)
        {
            Loads++;
            try
            {
                Assembly loaded = Refuses ? null : World.Here.Load(image);
                if (loaded != null)
                {
                    _loaded.Add(loaded);
                }

                return loaded;
            }
            catch (Exception)
            {
                // Both CLRs say no in their own ways.
                return null;
            }
        }

        public Assembly Find(string simpleName)
        {
            for (int i = 0; i < _loaded.Count; i++)
            {
                if (((Assembly)_loaded[i]).GetName().Name == simpleName)
                {
                    return (Assembly)_loaded[i];
                }
            }

            try
            {
                // What an earlier test or boot loaded cannot be unloaded, but a board does not have it.
                Assembly found = Assembly.Load(simpleName);
                return World.Here.IsPatch(found) ? null : found;
            }
            catch (Exception)
            {
                return null;
            }
        }
    }
}
