using System;

namespace nanoFramework.TestFramework
{
    /// <content>Equality, one overload a type, so that nothing is boxed or widened unseen.</content>
    public sealed partial class Assert
    {
        public static void AreEqual(bool expected, bool actual, string message = "")
        {
            Claim(expected == actual, "Assert.AreEqual: " + expected + ", " + actual, message);
        }

        public static void AreEqual(byte expected, byte actual, string message = "")
        {
            Claim(expected == actual, "Assert.AreEqual: " + expected + ", " + actual, message);
        }

        public static void AreEqual(char expected, char actual, string message = "")
        {
            Claim(expected == actual, "Assert.AreEqual: " + expected + ", " + actual, message);
        }

        public static void AreEqual(DateTime expected, DateTime actual, string message = "")
        {
            Claim(expected == actual, "Assert.AreEqual: " + expected + ", " + actual, message);
        }

        public static void AreEqual(double expected, double actual, string message = "")
        {
            Claim(Equals(expected, actual), "Assert.AreEqual: " + expected + ", " + actual, message);
        }

        public static void AreEqual(float expected, float actual, string message = "")
        {
            Claim(Equals(expected, actual), "Assert.AreEqual: " + expected + ", " + actual, message);
        }

        public static void AreEqual(int expected, int actual, string message = "")
        {
            Claim(expected == actual, "Assert.AreEqual: " + expected + ", " + actual, message);
        }

        public static void AreEqual(long expected, long actual, string message = "")
        {
            Claim(expected == actual, "Assert.AreEqual: " + expected + ", " + actual, message);
        }

        public static void AreEqual(object expected, object actual, string message = "")
        {
            Claim(Equals(expected, actual), "Assert.AreEqual: " + expected + ", " + actual, message);
        }

        public static void AreEqual(sbyte expected, sbyte actual, string message = "")
        {
            Claim(expected == actual, "Assert.AreEqual: " + expected + ", " + actual, message);
        }

        public static void AreEqual(short expected, short actual, string message = "")
        {
            Claim(expected == actual, "Assert.AreEqual: " + expected + ", " + actual, message);
        }

        public static void AreEqual(string expected, string actual, string message = "")
        {
            Claim(string.Compare(expected, actual) == 0, "Assert.AreEqual: " + expected + ", " + actual, message);
        }

        public static void AreEqual(uint expected, uint actual, string message = "")
        {
            Claim(expected == actual, "Assert.AreEqual: " + expected + ", " + actual, message);
        }

        public static void AreEqual(ulong expected, ulong actual, string message = "")
        {
            Claim(expected == actual, "Assert.AreEqual: " + expected + ", " + actual, message);
        }

        public static void AreEqual(ushort expected, ushort actual, string message = "")
        {
            Claim(expected == actual, "Assert.AreEqual: " + expected + ", " + actual, message);
        }
    }
}
