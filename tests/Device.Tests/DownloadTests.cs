using System;
using DeviceTests.Drivers;
using nanoFramework.TestFramework;
using NanoLive.Format;
using NanoLive.Update;

namespace DeviceTests
{
    /// <summary>Payloads in chunks: staged one at a time, going on after a reset, found out by the digest when forged.</summary>
    [TestClass]
    public class DownloadTests
    {
        // So that the smallest patch has several.
        private const int ChunkBytes = 128;

        private readonly Bench _bench = new Bench();
        private readonly byte[] _payload = World.Here.Bytes("payload/chunked");
        private readonly string _topic;
        private readonly int _chunks;

        public DownloadTests()
        {
            _topic = "nanolive/default/payload/" + Hex(World.Here.Bytes("digest/chunked")) + "/";
            _chunks = (_payload.Length + ChunkBytes - 1) / ChunkBytes;
        }

        [TestMethod]
        public void Chunks_are_asked_for_one_at_a_time_and_the_patch_is_confirmed()
        {
            RetainFrom(0, -1);
            int subscribed = _bench.Broker.Subscribed;
            _bench.Offer("chunked");
            Assert.AreEqual(Status.Confirmed, _bench.RunToEnd());
            Assert.AreEqual("PlainThermometer", _bench.Class());
            Assert.IsTrue(_bench.Broker.Subscribed - subscribed >= _chunks);
        }

        [TestMethod]
        public void Download_goes_on_where_it_stopped_after_a_reset()
        {
            Retain(0, -1);
            Retain(1, -1);
            _bench.Offer("chunked");
            _bench.Run(500);
            Assert.AreEqual(UpdatePhase.Downloading, _bench.Live.Phase);
            RetainFrom(2, -1);

            // What is staged already is not there any more: it must not be asked for again.
            _bench.Broker.Retain(_topic + "0", new byte[0]);
            _bench.Boot();
            _bench.RunTo(UpdatePhase.Trial);
            Assert.AreEqual("PlainThermometer", _bench.Class());
        }

        [TestMethod]
        public void Forged_chunk_is_found_out_by_the_digest_and_nothing_is_loaded()
        {
            RetainFrom(0, 1);
            _bench.Offer("chunked");
            Assert.AreEqual(Status.PayloadDigestWrong, _bench.RunToEnd());
            Assert.AreEqual(0, _bench.Loader.Loads);
            Assert.AreEqual("Thermometer", _bench.Class());
        }

        [TestMethod]
        public void Chunk_of_a_wrong_length_is_passed_over_and_the_right_one_still_taken()
        {
            RetainFrom(0, -1);
            _bench.Broker.Retain(_topic + "1", new byte[17]);
            _bench.Offer("chunked");
            _bench.Run(500);
            Assert.AreEqual(UpdatePhase.Downloading, _bench.Live.Phase);
            Retain(1, -1);
            Assert.AreEqual(Status.Confirmed, _bench.RunToEnd());
        }

        private static string Hex(byte[] bytes)
        {
            const string Digits = "0123456789abcdef";
            string text = "";
            foreach (byte value in bytes)
            {
                text += Digits[value >> 4].ToString() + Digits[value & 15].ToString();
            }

            return text;
        }

        private void RetainFrom(int first, int forged)
        {
            for (int chunk = first; chunk < _chunks; chunk++)
            {
                Retain(chunk, forged);
            }
        }

        private void Retain(int chunk, int forged)
        {
            int left = _payload.Length - (chunk * ChunkBytes);
            int length = left < ChunkBytes ? left : ChunkBytes;
            byte[] bytes = new byte[length];
            Array.Copy(_payload, chunk * ChunkBytes, bytes, 0, length);
            bytes[7] ^= (byte)(chunk == forged ? 1 : 0);
            _bench.Broker.Retain(_topic + chunk, bytes);
        }
    }
}
