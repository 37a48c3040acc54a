using System.Reflection;
using System.Reflection.Emit;
using System.Security.Cryptography;
using NanoLive.Objects;
using NanoLive.Signing;

namespace NanoLive.Format.Tests;

/// <summary>Patches to try things on.</summary>
internal static class Samples
{
    public static readonly byte[] Base = SHA256.HashData("release"u8);
    public static readonly byte[] VendorId = BoardClass.VendorId("nanolive.example");
    public static readonly byte[] ClassId = BoardClass.ClassId(VendorId, "simulated");

    /// <summary>The plan of a small fix: one class, its fields unchanged, live from the release.</summary>
    public static Plan SmallPlan(string assemblyName = "Patch.1a2b3c4d") => new()
    {
        AssemblyName = assemblyName,
        BaseDigest = Base,
        FromStates = [Base],
        Classes =
        [
            new ClassChange
            {
                OldAssembly = "WeatherStation.Drivers",
                OldClass = "WeatherStation.Drivers.Bme280",
                NewClass = "WeatherStation.Drivers.Bme280__1a2b3c4d",
                Moves = [],
                Handlers = [],
            },
        ],
        Holders = [],
        Statics = [],
    };

    /// <summary>A plan with everything in it.</summary>
    public static Plan FullPlan() => new()
    {
        AssemblyName = "Patch.1a2b3c4d",
        BaseDigest = Base,
        Neutral = true,
        FromStates = [Base, SHA256.HashData("first"u8), SHA256.HashData("second"u8)],
        Classes =
        [
            SmallPlan().Classes[0],
            new ClassChange
            {
                OldAssembly = "WeatherStation.Drivers",
                OldClass = "WeatherStation.Drivers.Anemometer",
                NewClass = "P.Anemometer",
                Moves =
                [
                    new FieldMove { From = "_pulses", To = "_edges", Multiply = 2, Divide = 1 },
                    new FieldMove { From = "_old", To = null },
                    new FieldMove { From = null, To = "<Level>k__BackingField", Multiply = int.MaxValue, Divide = int.MaxValue },
                ],
                Migration = "P.AnemometerMigration",
                Handlers = ["OnEdge", "OnTimer"],
            },
            new ClassChange { OldAssembly = "P", OldClass = "P.Anemometer", NewClass = "P.Anemometer", Moves = [], Handlers = [], Undoes = "P.AnemometerMigration" },
        ],
        Holders = [new HolderField { Assembly = "WeatherStation", Class = "WeatherStation.Telemetry", Field = "_sensor" }],
        Statics = [new StaticMove { OldAssembly = "P", OldClass = "P.Anemometer", NewClass = "P.Anemometer", Field = "s_turns" }],
        EntryClass = "P.Entry",
        EntryMethod = "Start",
    };

    /// <summary>An assembly in IL form with the classes that the plan names, each with its adoption constructor.</summary>
    public static byte[] Assembly(Plan plan, Action<ModuleBuilder>? more = null)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(plan.AssemblyName), typeof(object).Assembly);
        ModuleBuilder module = assembly.DefineDynamicModule(plan.AssemblyName);
        IEnumerable<string?> names = plan.Classes.SelectMany(change => new[] { change.NewClass, change.Migration }).Append(plan.EntryClass).Distinct();
        foreach (string name in names.OfType<string>())
        {
            TypeBuilder type = module.DefineType(name, TypeAttributes.Public | TypeAttributes.Class);
            type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [type]).GetILGenerator().Emit(OpCodes.Ret);
            type.CreateType();
        }

        more?.Invoke(module);
        using var stream = new MemoryStream();
        assembly.Save(stream);
        return stream.ToArray();
    }

    public static PatchContents Contents(Plan plan) => new()
    {
        Plan = plan,
        Assembly = Assembly(plan),
        Generation = AssemblyGeneration.Il,
        Sequence = 7,
        VendorId = VendorId,
        ClassId = ClassId,
    };

    public static PatchFile Sign(PatchContents contents, SigningKey key)
    {
        Result<PatchFile> outcome = PatchFile.Sign(contents, key);
        Assert.True(outcome.Succeeded, string.Join("\n", outcome.Problems));
        return outcome.Value;
    }

    /// <summary>A .pe header of generation 1 that is as long as it says.</summary>
    public static byte[] PeImage()
    {
        byte[] image = new byte[124];
        "NFMRK1"u8.CopyTo(image);
        BitConverter.GetBytes(0xFFFFFFFF).CopyTo(image, 0x18);
        BitConverter.GetBytes((ushort)1).CopyTo(image, 0x26);
        BitConverter.GetBytes(image.Length).CopyTo(image, 0x28 + 60);
        return image;
    }
}
