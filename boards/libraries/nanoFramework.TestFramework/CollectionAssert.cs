using System.Collections;

namespace nanoFramework.TestFramework
{
    /// <summary>Claims about collections, element by element in order.</summary>
    public sealed class CollectionAssert
    {
        public static void Empty(ICollection collection, string message = "")
        {
            Assert.Claim(collection != null && collection.Count == 0, "CollectionAssert.Empty", message);
        }

        public static void NotEmpty(ICollection collection, string message = "")
        {
            Assert.Claim(collection != null && collection.Count != 0, "CollectionAssert.NotEmpty", message);
        }

        public static void AreEqual(ICollection expected, ICollection actual, string message = "")
        {
            Assert.Claim(SameElements(expected, actual), "CollectionAssert.AreEqual", message);
        }

        public static void AreNotEqual(ICollection notExpected, ICollection actual, string message = "")
        {
            Assert.Claim(!SameElements(notExpected, actual), "CollectionAssert.AreNotEqual", message);
        }

        private static bool SameElements(ICollection a, ICollection b)
        {
            if (a == null || b == null)
            {
                return a == b;
            }

            if (a.Count != b.Count)
            {
                return false;
            }

            IEnumerator other = b.GetEnumerator();
            foreach (object element in a)
            {
                other.MoveNext();
                if (!Equals(element, other.Current))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
