namespace System.Reflection
{
    public abstract class ParameterInfo
    {
        public virtual Type ParameterType => throw null;
    }
}
