using DeviceTests.Drivers;
using nanoFramework.TestFramework;
using NanoLive.Format;
using NanoLive.Objects;

namespace DeviceTests
{
    /// <summary>Exporter and importer each offer formats; the highest common one wins. The new meter takes all there are.</summary>
    [TestClass]
    public class FormatTests
    {
        [TestMethod]
        [DataRow(Meter.OwnFormat | StateFormat.Fields, Meter.OwnFormat, 7)]
        [DataRow(StateFormat.Fields | StateFormat.Snapshot, 0, 7)]
        [DataRow(StateFormat.Snapshot | StateFormat.Reset, StateFormat.Snapshot, 107)]
        [DataRow(StateFormat.Reset, StateFormat.Reset, 0)]
        public void Highest_common_format_is_taken(int offers, int imported, int total)
        {
            ObjectTable table = Swapping.Table();
            Entry entry = Make(table, offers);
            Swapping.Swap(table, "meter");
            Meter next = (Meter)entry.Target;
            Assert.AreEqual("NewMeter", next.GetType().Name);
            Assert.AreEqual(imported, next.ImportedFormat);
            Assert.AreEqual(total, next.Total);
        }

        [TestMethod]
        public void Own_format_leads_back_too()
        {
            ObjectTable table = Swapping.Table();
            Entry entry = Make(table, Meter.OwnFormat);
            SwapPlan plan = Swapping.Swap(table, "meter");
            ((Meter)entry.Target).Total = 21;
            Swapping.RollBack(plan);
            Assert.AreEqual(21, ((Meter)entry.Target).Total);
        }

        [TestMethod]
        public void No_common_format_is_refused()
        {
            ObjectTable table = Swapping.Table();
            Make(table, StateFormat.FirstOwn << 4);
            Refusal refusal;
            Assert.IsTrue(SwapPlan.Prepare(table, Swapping.Load("meter"), out refusal) == null);
            Assert.AreEqual(Status.NoCommonFormat, refusal.Status);
        }

        private static Entry Make(ObjectTable table, int offers)
        {
            Entry entry = table.Define("meters", typeof(Meter), typeof(int)).Create("meter", offers);
            ((Meter)entry.Target).Total = 7;
            return entry;
        }
    }
}
