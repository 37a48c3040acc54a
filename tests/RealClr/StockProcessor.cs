using System.Diagnostics;
using Mono.Cecil;
using NanoLive.Lowering.Comparing;
using NanoLive.Lowering.Writing;
using NanoLive.Results;

namespace NanoLive.RealClr;

/// <summary>The stock metadata processor, where there is one: <c>NANO_METADATA_PROCESSOR</c> is the path of its console program (.dll or executable).</summary>
public static class StockProcessor
{
    private static readonly string? Program = Environment.GetEnvironmentVariable("NANO_METADATA_PROCESSOR");

    public static void SkipWithout() => Assert.SkipWhen(
        string.IsNullOrEmpty(Program), "NANO_METADATA_PROCESSOR is not set: build nanoframework/metadata-processor and let it name its console program.");

    public static byte[] Lower(byte[] assembly, string name, bool isCoreLibrary = false, params (string Name, byte[] Assembly)[] references)
    {
        var folder = Directory.CreateTempSubdirectory("nanolive-mdp-");
        try
        {
            string Put(string file, byte[] bytes)
            {
                var path = Path.Combine(folder.FullName, file);
                File.WriteAllBytes(path, bytes);
                return path;
            }

            var hints = references.SelectMany(r => new[] { "-loadHints", r.Name, Put(r.Name + ".dll", r.Assembly) });
            var output = Path.Combine(folder.FullName, "out.pe");
            string[] arguments = [.. hints, "-parse", Put(name + ".in.dll", Bridged(assembly, references)), "-compile", output, isCoreLibrary ? "true" : "false"];
            var start = Program!.EndsWith(".dll", StringComparison.Ordinal) ? new ProcessStartInfo("dotnet", [Program, .. arguments]) : new ProcessStartInfo(Program, arguments);
            start.RedirectStandardOutput = true;
            start.RedirectStandardError = true;
            // Its order of types is that of ICU.
            start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "false";
            using var process = Process.Start(start)!;
            var text = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            Assert.True(process.WaitForExit(60000), "the stock processor does not end");
            Assert.True(process.ExitCode == 0 && File.Exists(output), $"the stock processor failed: {text.Result}{errors.Result}");
            return File.ReadAllBytes(output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// A patch's class has the name of the one it takes the place of. The stock processor tells types apart by name, and takes the new one for the
    /// old wherever it mentions itself; ours does not, and the real CLR runs it.
    /// </summary>
    /// <param name="release">Simple names of the assemblies that the patch extends.</param>
    public static bool IsNamesake(PeDifference difference, params ReadOnlySpan<string> release)
    {
        var (first, second) = (difference.First, difference.Second);
        foreach (var name in release)
        {
            first = first.Replace($"[{name}]", "", StringComparison.Ordinal);
            second = second.Replace($"[{name}]", "", StringComparison.Ordinal);
        }

        return first == second;
    }

    /// <summary>What lowering changes in IL under exception filters is no matter of its encoding: both are given the same.</summary>
    private static byte[] Bridged(byte[] assembly, (string Name, byte[] Assembly)[] references)
    {
        var known = new AssemblyReferences();
        Array.ForEach(references, reference => known.Add(reference.Name, reference.Assembly));
        using var module = ModuleDefinition.ReadModule(new MemoryStream(assembly), new ReaderParameters { AssemblyResolver = known });
        if (FilterCalls.Bridge(module, new Diagnostics()).Count == 0)
        {
            return assembly;
        }

        using var stream = new MemoryStream();
        module.Write(stream);
        return stream.ToArray();
    }
}
