using System.IO;
using nanoFramework.TestFramework;

namespace BoardLibraries.Device
{
    [TestClass]
    public class FileTests
    {
        [TestMethod]
        public void A_file_is_written_read_in_parts_and_deleted()
        {
            FileStream file = new FileStream("I:\\journal.bin", FileMode.Create, FileAccess.ReadWrite);
            file.Write(new byte[] { 1, 2, 3, 4 }, 0, 4);
            file.Seek(1, SeekOrigin.Begin);
            file.WriteByte(9);
            Assert.AreEqual(2L, file.Position);
            Assert.AreEqual(3, file.ReadByte());
            file.SetLength(3);
            Assert.AreEqual(3L, file.Length);
            file.Close();
            Assert.AreEqual((byte)9, File.ReadAllBytes("I:\\journal.bin")[1]);
            Assert.AreEqual(1, Directory.GetFiles("I:\\").Length);
            File.Move("I:\\journal.bin", "I:\\old.bin");
            Assert.IsFalse(File.Exists("I:\\journal.bin"));
            File.Delete("I:\\old.bin");
            File.Delete("I:\\old.bin");
            Assert.IsFalse(File.Exists("I:\\old.bin"));
        }

        [TestMethod]
        public void A_file_that_is_not_there_cannot_be_opened()
        {
            Assert.ThrowsException(typeof(IOException), () => File.OpenRead("I:\\absent"));
        }
    }
}
