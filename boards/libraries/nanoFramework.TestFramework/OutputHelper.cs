using System;

namespace nanoFramework.TestFramework
{
    /// <summary>A line for the person who reads the test run.</summary>
    public static class OutputHelper
    {
        public static void Write(string message)
        {
            Console.Write(message);
        }

        public static void WriteLine(string message)
        {
            Console.WriteLine(message);
        }
    }
}
