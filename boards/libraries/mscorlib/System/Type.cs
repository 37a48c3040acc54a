namespace System
{
    public abstract class Type : Reflection.MemberInfo, Reflection.IReflect
    {
        protected Type() => throw null;
        public override Type DeclaringType => throw null;
        public static Type GetType(string typeName) => throw null;
        public object InvokeMember(string name, Reflection.BindingFlags invokeAttr, Reflection.Binder binder, object target, object[] args) => throw null;
        public abstract Reflection.Assembly Assembly { get; }
        public static Type GetTypeFromHandle(RuntimeTypeHandle handle) => throw null;
        public abstract string FullName { get; }
        public abstract string AssemblyQualifiedName { get; }
        public abstract Type BaseType { get; }
        public Reflection.ConstructorInfo GetConstructor(Type[] types) => throw null;
        public Reflection.ConstructorInfo[] GetConstructors() => throw null;
        public Reflection.MethodInfo GetMethod(string name, Type[] types) => throw null;
        public Reflection.MethodInfo GetMethod(string name, Reflection.BindingFlags bindingAttr) => throw null;
        public Reflection.MethodInfo GetMethod(string name) => throw null;
        public Reflection.MethodInfo[] GetMethods() => throw null;
        public abstract Reflection.MethodInfo[] GetMethods(Reflection.BindingFlags bindingAttr);
        public abstract Reflection.FieldInfo GetField(string name, Reflection.BindingFlags bindingAttr);
        public Reflection.FieldInfo GetField(string name) => throw null;
        public Reflection.FieldInfo[] GetFields() => throw null;
        public abstract Reflection.FieldInfo[] GetFields(Reflection.BindingFlags bindingAttr);
        public abstract Type[] GetInterfaces();
        public bool IsNotPublic => throw null;
        public bool IsPublic => throw null;
        public bool IsClass => throw null;
        public bool IsInterface => throw null;
        public bool IsValueType => throw null;
        public bool IsAbstract => throw null;
        public bool IsEnum => throw null;
        public bool IsArray => throw null;
        public abstract Type GetElementType();
        public virtual bool IsSubclassOf(Type c) => throw null;
        public virtual bool IsInstanceOfType(object o) => throw null;
        public override string ToString() => throw null;
    }
}
