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
    /// <summary>From a signed offer to swapped objects, without a board around it.</summary>
    public static class Swapping
    {
        public static ObjectTable Table()
        {
            return new ObjectTable(new ILineSource[0], null);
        }

        /// <summary>Loads the patch of that name as a board does.</summary>
        public static LoadedPatch Load(string name)
        {
            return Load(Verify(name), new BoardLoader());
        }

        public static LoadedPatch Load(VerifiedPatch patch, BoardLoader loader)
        {
            Refusal refusal;
            LoadedPatch loaded = new PatchLoader(loader, new BoardPower(), new SoftwareSignatures(), new PeStructure()).Load(patch, PlanOf(patch), out refusal);
            Assert.IsTrue(refusal == null, Text(refusal));
            return loaded;
        }

        public static Plan PlanOf(VerifiedPatch patch)
        {
            int status;
            Plan plan = PlanReader.Read(patch.Plan, 0, patch.Plan.Length, out status);
            Assert.AreEqual(Status.Ok, status);
            return plan;
        }

        public static VerifiedPatch Verify(string name)
        {
            int status;
            ParsedOffer offer = OfferParser.Parse(World.Here.Bytes("offer/" + name), out status);
            Assert.AreEqual(Status.Ok, status);
            PayloadVerification payload = new PayloadVerification(new SoftwareSignatures());
            payload.Begin(offer.PayloadDigest, offer.PayloadLengthBytes);
            Assert.AreEqual(Status.Ok, payload.Append(offer.Envelope, offer.PayloadOffset, offer.PayloadLengthBytes));
            VerifiedPatch patch = payload.Finish(out status);
            Assert.AreEqual(Status.Ok, status);
            return patch;
        }

        /// <summary>Prepares a swap that must be possible.</summary>
        public static SwapPlan Prepare(ObjectTable table, LoadedPatch patch)
        {
            Refusal refusal;
            SwapPlan plan = SwapPlan.Prepare(table, patch, out refusal);
            Assert.IsTrue(refusal == null, Text(refusal));
            return plan;
        }

        /// <summary>A whole swap that must not be refused.</summary>
        public static SwapPlan Swap(ObjectTable table, string name)
        {
            return Swap(table, name, new BoardLoader());
        }

        /// <summary>The same on a board that has loaded others.</summary>
        public static SwapPlan Swap(ObjectTable table, string name, BoardLoader loader)
        {
            SwapPlan plan = Prepare(table, Load(Verify(name), loader));
            Refusal refusal = plan.Transfer(int.MaxValue);
            Assert.IsTrue(refusal == null, Text(refusal));
            plan.Commit();
            refusal = plan.Resume(null);
            Assert.IsTrue(refusal == null, Text(refusal));
            Assert.IsFalse(plan.HasMore);
            return plan;
        }

        public static void RollBack(SwapPlan plan)
        {
            Refusal refusal = plan.TransferBack();
            Assert.IsTrue(refusal == null, Text(refusal));
            plan.Rollback();
        }

        public static string Text(Refusal refusal)
        {
            return refusal == null ? "" : refusal.Status + " " + refusal.Subject;
        }
    }
}
