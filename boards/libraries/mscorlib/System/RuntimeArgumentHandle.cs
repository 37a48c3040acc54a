namespace System
{
    public struct RuntimeArgumentHandle
    {
    }
}
