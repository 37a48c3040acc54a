using Mono.Cecil;

namespace NanoLive.Corpus.Tests.RealClr;

/// <summary>
/// The stand-ins for pins and buses carry the names of libraries that the real CLR has native code for, and it refuses namesakes without. There
/// they get names of their own, in everything that refers to them, too.
/// </summary>
internal static class OwnNames
{
    private static readonly string[] s_native = ["nanoFramework.Runtime.Events", "System.Device.Gpio", "System.Device.I2c"];

    public static string Of(string name) => s_native.Contains(name) ? "StandIn." + name : name;

    public static byte[] In(byte[] assembly)
    {
        using var module = ModuleDefinition.ReadModule(new MemoryStream(assembly));
        module.Assembly.Name.Name = Of(module.Assembly.Name.Name);
        foreach (var reference in module.AssemblyReferences)
        {
            reference.Name = Of(reference.Name);
        }

        using var stream = new MemoryStream();
        module.Write(stream);
        return stream.ToArray();
    }
}
