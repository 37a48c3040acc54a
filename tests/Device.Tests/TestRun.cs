using System;
using System.Reflection;
using nanoFramework.TestFramework;

namespace DeviceTests
{
    /// <summary>
    /// Runs tests and prints a line before each, <c>begin Class.Method</c>, and one after: <c>passed</c>, <c>skipped</c> or <c>failed</c>, the test
    /// and what was thrown. Each test has an object of its own.
    /// </summary>
    public static class TestRun
    {
        /// <summary>Every test of a class.</summary>
        public static void Class(string name)
        {
            Type type = typeof(TestRun).Assembly.GetType(name);
            foreach (MethodInfo method in type.GetMethods())
            {
                if (Has(method, typeof(TestMethodAttribute)))
                {
                    Test(type, method);
                }
            }
        }

        /// <summary>One test.</summary>
        public static void Test(string name, string method)
        {
            Type type = typeof(TestRun).Assembly.GetType(name);
            Test(type, type.GetMethod(method));
        }

        private static void Test(Type type, MethodInfo method)
        {
            string name = type.Name + "." + method.Name;
            Console.WriteLine("begin " + name);
            Console.WriteLine(Verdict(type, method, name));
        }

        private static string Verdict(Type type, MethodInfo method, string name)
        {
            try
            {
                object instance = type.GetConstructor(new Type[0]).Invoke(new object[0]);
                bool hasRows = false;
                foreach (object attribute in method.GetCustomAttributes(false))
                {
                    DataRowAttribute row = attribute as DataRowAttribute;
                    if (row != null)
                    {
                        hasRows = true;
                        method.Invoke(instance, row.MethodParameters);
                    }
                }

                if (!hasRows)
                {
                    method.Invoke(instance, new object[0]);
                }

                return "passed " + name;
            }
            catch (Exception thrown)
            {
                // Reflection wraps what a method throws on .NET, and does not on a board.
                Exception inner = thrown.InnerException == null ? thrown : thrown.InnerException;
                return (inner is SkipTestException ? "skipped " : "failed ") + name + ": " + inner.GetType().Name + ": " + inner.Message;
            }
        }

        private static bool Has(MethodInfo method, Type attributeType)
        {
            foreach (object attribute in method.GetCustomAttributes(false))
            {
                if (attribute.GetType() == attributeType)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
