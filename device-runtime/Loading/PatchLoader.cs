using System;
using System.Collections;
using System.Reflection;
using NanoLive.Format;
using NanoLive.Objects;
using NanoLive.Ports;
using NanoLive.Trust;

namespace NanoLive.Loading
{
    // There is no unload: every check that needs no types comes before the load, so that a refused patch costs nothing but its buffer.
    // Types are taken from the assembly that the load returned, never by name from the whole board.

    /// <summary>Turns verified bytes into types, with the checks that the CLR lacks.</summary>
    [ForTools]
    public sealed class PatchLoader
    {
        // Left over for the swap itself: successors, and the values on their way.
        private const int ReserveBytes = 4096;
        private readonly IAssemblyLoader _loader;
        private readonly IPower _power;
        private readonly PatchTypes _types;
        private readonly ISignatures _signatures;
        private readonly IImageCheck _check;
        private readonly ArrayList _images = new ArrayList();
        private readonly ArrayList _assemblies = new ArrayList();

        public PatchLoader(IAssemblyLoader loader, IPower power, ISignatures signatures, IImageCheck check)
        {
            _check = check;
            _signatures = signatures;
            _loader = loader;
            _power = power;
            _types = new PatchTypes(loader);
        }

        /// <summary>Bytes of heap that loads have taken since boot, as far as the board can tell.</summary>
        public long HeapTakenBytes { get; private set; }

        /// <summary>
        /// Checks the image, loads it and runs its entry method. The image is the CLR's from then on. One that was loaded since boot is not
        /// loaded again, be it under another plan. Null, with the reason, when refused: statuses 200 to 399.
        /// </summary>
        /// <param name="plan">Read from the same patch.</param>
        public LoadedPatch Load(VerifiedPatch patch, Plan plan, out Refusal refusal)
        {
            _signatures.BeginDigest();
            _signatures.Append(patch.Image, 0, patch.Image.Length);
            byte[] digest = _signatures.EndDigest();
            Assembly assembly = Loaded(digest);
            bool isFirst = assembly == null;
            refusal = null;
            if (isFirst)
            {
                refusal = Check(patch.Image, plan.AssemblyName);
                assembly = refusal == null ? Load(patch.Image, digest, out refusal) : null;
            }

            LoadedPatch loaded = assembly == null ? null : _types.Resolve(assembly, patch.Digest, plan, out refusal);
            if (loaded != null && isFirst && plan.EntryClass != null)
            {
                refusal = Enter(assembly, plan);
            }

            return refusal == null ? loaded : null;
        }

        private Refusal Check(byte[] image, string name)
        {
            if (_loader.FreeSlots < 1)
            {
                return new Refusal(Status.TooManyAssemblies, "0 assemblies left");
            }

            if (_loader.Find(name) != null)
            {
                return new Refusal(Status.AssemblyNameTaken, name);
            }

            bool isPe = _loader.Generation == AssemblyGeneration.PeV1;
            Refusal refusal = isPe ? PeImage.Check(image, name, _loader, _check) : CheckIl(image);
            if (refusal != null)
            {
                return refusal;
            }

            long needed = ReserveBytes + (isPe ? PeImage.LoadedBytes(image) : image.Length);
            long free = _power.FreeHeapBytes(true);
            return free < needed ? new Refusal(Status.HeapTooSmall, free.ToString() + " of " + needed.ToString() + " bytes") : null;
        }

        // .NET checks an assembly itself; this keeps a .pe from getting there.
        private static Refusal CheckIl(byte[] image)
        {
            bool isPortableExecutable = image.Length >= 64 && image[0] == 'M' && image[1] == 'Z';
            return isPortableExecutable ? null : new Refusal(Status.AssemblyMalformed, "header");
        }

        private Assembly Load(byte[] image, byte[] digest, out Refusal refusal)
        {
            long before = _power.FreeHeapBytes(true);
            Assembly assembly = _loader.Load(image);
            refusal = assembly == null ? new Refusal(Status.LoadFailed, null) : null;
            if (assembly != null)
            {
                HeapTakenBytes += before - _power.FreeHeapBytes(true);
                _images.Add(digest);
                _assemblies.Add(assembly);
            }

            return assembly;
        }

        private Assembly Loaded(byte[] digest)
        {
            for (int i = 0; i < _images.Count; i++)
            {
                if (Bytes.Equal((byte[])_images[i], 0, digest, 0, digest.Length))
                {
                    return (Assembly)_assemblies[i];
                }
            }

            return null;
        }

        private static Refusal Enter(Assembly assembly, Plan plan)
        {
            Type type = assembly.GetType(plan.EntryClass);
            MethodInfo entry = type == null ? null : type.GetMethod(plan.EntryMethod, PatchTypes.Statics);
            if (entry == null)
            {
                return new Refusal(Status.ClassMissing, plan.EntryClass + "." + plan.EntryMethod);
            }

            object nothing;
            return PatchCode.Call(entry, null, Status.EntryThrew, out nothing);
        }
    }
}
