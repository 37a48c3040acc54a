using System.Reflection;

namespace DeviceTests
{
    /// <summary>Turns the bytes of an assembly into types, as the place where the tests run does it.</summary>
    public delegate Assembly LoadAssembly(byte[] image);
}
