using System;
using TestFrameworkShared;

namespace nanoFramework.TestFramework
{
    /// <summary>Claims of a test. One that does not hold throws AssertFailedException.</summary>
    public sealed partial class Assert
    {
        public static void IsTrue(bool condition, string message = "")
        {
            Claim(condition, "Assert.IsTrue", message);
        }

        public static void IsFalse(bool condition, string message = "")
        {
            Claim(!condition, "Assert.IsFalse", message);
        }

        public static void IsNull(object value, string message = "")
        {
            Claim(value == null, "Assert.IsNull", message);
        }

        public static void IsNotNull(object value, string message = "")
        {
            Claim(value != null, "Assert.IsNotNull", message);
        }

        public static void AreSame(object expected, object actual, string message = "")
        {
            Claim(ReferenceEquals(expected, actual), "Assert.AreSame", message);
        }

        public static void AreNotSame(object notExpected, object actual, string message = "")
        {
            Claim(!ReferenceEquals(notExpected, actual), "Assert.AreNotSame", message);
        }

        public static void IsInstanceOfType(object value, Type expected, string message = "")
        {
            Claim(expected != null && expected.IsInstanceOfType(value), "Assert.IsInstanceOfType", message);
        }

        public static void IsNotInstanceOfType(object value, Type notExpected, string message = "")
        {
            Claim(notExpected != null && !notExpected.IsInstanceOfType(value), "Assert.IsNotInstanceOfType", message);
        }

        public static void Contains(string expected, string value, string message = "")
        {
            Claim(value != null && value.IndexOf(expected) >= 0, "Assert.Contains", message);
        }

        public static void DoesNotContains(string notExpected, string value, string message = "")
        {
            Claim(value != null && value.IndexOf(notExpected) < 0, "Assert.DoesNotContains", message);
        }

        public static void StartsWith(string expected, string value, string message = "")
        {
            Claim(value != null && value.StartsWith(expected), "Assert.StartsWith", message);
        }

        public static void EndsWith(string expected, string value, string message = "")
        {
            Claim(value != null && value.EndsWith(expected), "Assert.EndsWith", message);
        }

        /// <summary>Holds only for exactly this type of exception, not for one derived from it.</summary>
        public static void ThrowsException(Type exception, Action action, string message = "")
        {
            Exception thrown = null;
            try
            {
                action();
            }
            catch (Exception e)
            {
                thrown = e;
            }

            Claim(
                thrown != null && thrown.GetType() == exception,
                thrown == null ? "Assert.ThrowsException: nothing was thrown" : "Assert.ThrowsException: threw " + thrown.GetType().FullName,
                message);
        }

        /// <summary>Ends the test without a verdict.</summary>
        public static void SkipTest(string message = null)
        {
            throw new SkipTestException(message);
        }

        internal static void Claim(bool holds, string claim, string message)
        {
            if (!holds)
            {
                throw new AssertFailedException(claim + " failed. " + message);
            }
        }
    }
}
