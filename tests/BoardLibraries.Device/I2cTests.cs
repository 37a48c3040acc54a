using System;
using System.Device.I2c;
using nanoFramework.TestFramework;

namespace BoardLibraries.Device
{
    /// <summary>On bus 1, address 0x76, sits a part with 256 registers: the first byte written chooses one, the rest are written from there.</summary>
    [TestClass]
    public class I2cTests
    {
        [TestMethod]
        public void Registers_are_written_and_read_back()
        {
            I2cDevice device = I2cDevice.Create(new I2cConnectionSettings(1, 0x76));
            I2cTransferResult written = device.Write(new byte[] { 0x10, 0xAA, 0xBB });
            Assert.IsTrue(written.Status == I2cTransferStatus.FullTransfer);
            Assert.AreEqual(3u, written.BytesTransferred);
            byte[] read = new byte[2];
            I2cTransferResult result = device.WriteRead(new byte[] { 0x10 }, read);
            Assert.AreEqual((byte)0xBB, read[1]);
            Assert.AreEqual(3u, result.BytesTransferred);
            device.WriteByte(0x11);
            Assert.AreEqual((byte)0xBB, device.ReadByte());
            SpanByte window = new SpanByte(new byte[4], 1, 2);
            device.WriteByte(0x10);
            device.Read(window);
            Assert.AreEqual((byte)0xAA, window[0]);
        }

        [TestMethod]
        public void An_address_nobody_answers_says_so_and_does_not_throw()
        {
            I2cDevice device = new I2cDevice(new I2cConnectionSettings(1, 0x20, I2cBusSpeed.StandardMode));
            Assert.IsTrue(device.WriteByte(1).Status == I2cTransferStatus.SlaveAddressNotAcknowledged);
            Assert.AreEqual(0x20, device.ConnectionSettings.DeviceAddress);
            Assert.IsTrue(device.ConnectionSettings.BusSpeed == I2cBusSpeed.StandardMode);
        }

        [TestMethod]
        public void A_disposed_device_transfers_nothing()
        {
            I2cDevice device = new I2cDevice(new I2cConnectionSettings(1, 0x76));
            device.Dispose();
            Assert.ThrowsException(typeof(ObjectDisposedException), () => device.ReadByte());
        }
    }
}
