using System.Reflection;
using DeviceTests.Doubles;
using nanoFramework.TestFramework;
using NanoLive.Checking;
using NanoLive.Format;
using NanoLive.Loading;
using NanoLive.Objects;
using NanoLive.Ports;
using NanoLive.Signatures;
using NanoLive.Trust;

namespace DeviceTests
{
    /// <summary>What is refused before a byte of it runs.</summary>
    [TestClass]
    public class LoadingTests
    {
        [TestMethod]
        public void Patch_is_loaded_and_its_class_found()
        {
            LoadedPatch patch = Swapping.Load("plain");
            Assert.AreEqual(1, patch.Classes.Length);
            Assert.AreEqual("PlainThermometer", patch.Classes[0].NewType.Name);
        }

        [TestMethod]
        public void Class_that_the_patch_lacks_is_named()
        {
            Refused("class-missing", Status.ClassMissing, "Nowhere");
        }

        [TestMethod]
        public void Class_without_an_adoption_constructor_is_named()
        {
            // It has one that takes any object, which is not the same.
            Refused("no-adoption", Status.AdoptionMissing, "UnadoptedThermometer");
        }

        [TestMethod]
        public void Patch_that_finds_no_place_or_no_heap_is_refused_with_figures()
        {
            VerifiedPatch patch = Swapping.Verify("plain");
            BoardLoader loader = new BoardLoader();
            loader.Slots = 0;
            Refused(patch, loader, new BoardPower(), Status.TooManyAssemblies, "0 assemblies");
            BoardPower power = new BoardPower();
            power.FreeBytes = 1000;
            Refused(patch, new BoardLoader(), power, Status.HeapTooSmall, "1000 of ");
            Assert.AreEqual(0, loader.Loads);
        }

        [TestMethod]
        public void Image_that_the_board_refuses_is_a_refusal()
        {
            BoardLoader loader = new BoardLoader();
            loader.Refuses = true;
            Refused(Swapping.Verify("plain"), loader, new BoardPower(), Status.LoadFailed, "");
        }

        [TestMethod]
        [DataRow(0, Status.AssemblyMalformed)]
        [DataRow(8, Status.AssemblyMalformed)]
        [DataRow(12, Status.AssemblyMalformed)]
        [DataRow(24, Status.NativeEntry)]
        [DataRow(120, Status.AssemblyMalformed)]
        [DataRow(200, Status.AssemblyMalformed)]
        public void Byte_of_a_pe_that_was_changed_is_found_before_it_is_loaded(int at, int status)
        {
            byte[] image = World.Here.Bytes("pe/plain");
            RefusingLoader loader = new RefusingLoader();
            Assert.AreEqual(Status.LoadFailed, StatusOf(image, loader));
            Assert.AreEqual(1, loader.Loads);
            image[at] ^= 1;
            Assert.AreEqual(status, StatusOf(image, loader));
            Assert.AreEqual(1, loader.Loads);
        }

        [TestMethod]
        public void Pe_that_was_cut_short_is_found_before_it_is_loaded()
        {
            byte[] image = World.Here.Bytes("pe/plain");
            RefusingLoader loader = new RefusingLoader();
            for (int length = 1; length < image.Length; length += length < 130 ? 1 : 37)
            {
                byte[] part = new byte[length];
                System.Array.Copy(image, part, length);
                Assert.AreEqual(Status.AssemblyMalformed, StatusOf(part, loader), length + " bytes");
            }

            Assert.AreEqual(0, loader.Loads);
        }

        private static void Refused(string name, int status, string subject)
        {
            Refused(Swapping.Verify(name), new BoardLoader(), new BoardPower(), status, subject);
        }

        private static void Refused(VerifiedPatch patch, IAssemblyLoader loader, IPower power, int status, string subject)
        {
            Refusal refusal;
            Assert.IsTrue(new PatchLoader(loader, power, new SoftwareSignatures(), new PeStructure()).Load(patch, Swapping.PlanOf(patch), out refusal) == null);
            Assert.AreEqual(status, refusal.Status, Swapping.Text(refusal));
            Assert.Contains(subject, refusal.Subject + "");
        }

        private static int StatusOf(byte[] image, RefusingLoader loader)
        {
            VerifiedPatch plain = Swapping.Verify("plain");
            Plan plan = Swapping.PlanOf(plain);
            Refusal refusal;
            new PatchLoader(loader, new BoardPower(), new SoftwareSignatures(), new PeStructure()).Load(Payloads.Of(plain.Plan, image), plan, out refusal);
            return refusal.Status;
        }

        /// <summary>Takes .pe on every world, and none in the end.</summary>
        private sealed class RefusingLoader : IAssemblyLoader
        {
            private readonly BoardLoader _loader = new BoardLoader();

            public int Loads { get; private set; }

            public int Generation
            {
                get { return AssemblyGeneration.PeV1; }
            }

            public int FreeSlots
            {
                get { return 40; }
            }

            public Assembly Load(byte[] image)
            {
                Loads++;
                return null;
            }

            public Assembly Find(string simpleName)
            {
                return _loader.Find(simpleName);
            }
        }
    }
}
