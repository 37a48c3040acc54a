using System;
using System.Reflection;

namespace Reflected
{
    // Types as objects: names, base types, methods and fields by name, private ones included; attributes with values.
    public sealed class MarkAttribute : Attribute
    {
        private readonly int _number;

        public MarkAttribute(int number) { _number = number; }

        public int Number => _number;
    }

    public class Base
    {
        private int _hidden = 3;

        protected string Text = "text";

        public int Hidden => _hidden;
    }

    [Mark(7)]
    public class Derived : Base
    {
        public static int Shared = 5;

        [Mark(9)]
        private int Secret(int by) => Hidden * by;

        public string Open(string text) => text + Text;

        public class Inner
        {
        }
    }

    public static class Program
    {
        public static void Main()
        {
            Type type = typeof(Derived);
            Console.WriteLine(type.FullName + " " + type.Name + " " + type.BaseType.Name);
            object made = new Derived();
            Console.WriteLine((made.GetType() == type).ToString() + made.GetType().IsSubclassOf(typeof(Base)).ToString());
            MethodInfo secret = type.GetMethod("Secret", BindingFlags.NonPublic | BindingFlags.Instance);
            Console.WriteLine(secret.Invoke(made, new object[] { 14 }).ToString());
            MethodInfo open = type.GetMethod("Open");
            Console.WriteLine((string)open.Invoke(made, new object[] { "a " }));
            FieldInfo hidden = typeof(Base).GetField("_hidden", BindingFlags.NonPublic | BindingFlags.Instance);
            hidden.SetValue(made, 11);
            Console.WriteLine(((Derived)made).Hidden.ToString() + hidden.GetValue(made).ToString());
            FieldInfo shared = type.GetField("Shared");
            Console.WriteLine(shared.GetValue(null).ToString());
            Console.WriteLine(typeof(int[]).GetElementType().Name + typeof(string).FullName + (typeof(Derived.Inner) != null).ToString());
            ConstructorInfo constructor = type.GetConstructor(new Type[0]);
            Console.WriteLine((constructor.Invoke(new object[0]) is Derived).ToString());
            Console.WriteLine("END");
        }
    }
}
