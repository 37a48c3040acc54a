using Mono.Cecil;

namespace NanoLive.Conformance.Tests;

/// <summary>The tests of the device assembly, by the attributes of nanoFramework.TestFramework.</summary>
internal static class DeviceTest
{
    public static IReadOnlyList<(string Class, string Method)> All { get; } = [.. Read()];

    private static IEnumerable<(string Class, string Method)> Read()
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(DeviceCompiler.LibraryFolder, "Device.Tests.dll"));
        foreach (var type in module.Types.Where(type => Has(type, "TestClassAttribute")))
        {
            foreach (var method in type.Methods.Where(method => Has(method, "TestMethodAttribute")))
            {
                yield return (type.FullName, method.Name);
            }
        }
    }

    private static bool Has(ICustomAttributeProvider member, string name) => member.CustomAttributes.Any(attribute => attribute.AttributeType.Name == name);
}
