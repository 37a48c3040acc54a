using System.CommandLine;
using System.Reflection.PortableExecutable;
using NanoLive.Cli.Verbs;
using NanoLive.RealClr;

namespace NanoLive.Cli.Tests;

/// <summary>Files by anybody at the verbs that open assemblies: a line of text and an exit code, or an answer; never an exception, never much memory.</summary>
public sealed class UntrustedAssemblyTests : IDisposable
{
    private const int Rounds = 300;
    private const long MostBytesOfARound = 64L << 20;

    private static readonly string s_release = NanoLiveProcess.Build("release");
    private static readonly string s_drivers = Path.Combine(s_release, "WeatherStation.Drivers.dll");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nanolive-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Mutated_pe_at_inspect_is_an_answer_or_an_error_with_its_place()
    {
        byte[] good = Lower();
        Random random = new(31);
        int refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] bytes = Mutations.Mutate(good, random);
            if (Run(InspectVerb.Create(), [Write("mutant.pe", bytes), "--il", "--json"]) is { } failure)
            {
                refused++;
                Assert.Equal(ExitCode.NotAPatch, failure.ExitCode);
                Assert.Matches(@"0x[0-9A-F]{4}|\[\d+\]|::|header|row", failure.Message);
            }
        }

        Assert.InRange(refused, Rounds / 4, Rounds - 1);
    }

    [Fact]
    public void Damaged_assembly_at_lower_is_a_pe_or_an_error()
    {
        byte[] good = File.ReadAllBytes(s_drivers);
        Random random = new(32);
        int refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] bytes = [.. good];
            for (int changes = random.Next(1, 6); changes > 0; changes--)
            {
                bytes[random.Next(round % 2 == 0 ? 0 : 0x200, bytes.Length)] = (byte)random.Next(256);
            }

            if (Lower(bytes) is { } failure)
            {
                refused++;
                Assert.Equal(ExitCode.NotABuild, failure.ExitCode);
            }
        }

        Assert.InRange(refused, Rounds / 20, Rounds - 1);
    }

    /// <summary>Any byte of the metadata may be the first of a count: this value is the largest there is, of four bytes.</summary>
    [Fact]
    public void Largest_count_anywhere_in_an_assembly_is_not_believed()
    {
        const byte Largest = 0xDF;
        byte[] good = File.ReadAllBytes(s_drivers);
        using PEReader file = new([.. good]);
        int start = file.PEHeaders.MetadataStartOffset;
        for (int at = start; at < start + file.PEHeaders.MetadataSize; at++)
        {
            byte[] bytes = [.. good];
            bytes[at] = Largest;
            Assert.True(Lower(bytes) is null or { ExitCode: ExitCode.NotABuild });
        }
    }

    [Fact]
    public void File_of_any_size_is_not_read_when_it_is_larger_than_anything_of_its_kind()
    {
        string path = Path.Combine(_folder.FullName, "huge.pe");
        using (FileStream huge = File.Create(path))
        {
            huge.SetLength(1L << 32);
        }

        Assert.Equal(ExitCode.NotAPatch, Run(InspectVerb.Create(), [path])?.ExitCode);
        Assert.Equal(ExitCode.NotABuild, Run(LowerVerb.Create(), [path])?.ExitCode);
    }

    private Failure? Lower(byte[] damaged) =>
        Run(LowerVerb.Create(), [Write("damaged.dll", damaged), "--libraries", Path.Combine(s_release, "libraries"), "--json"]);

    private byte[] Lower()
    {
        string output = Path.Combine(_folder.FullName, "good.pe");
        Assert.Null(Run(LowerVerb.Create(), [s_drivers, "-o", output, "--json"]));
        return File.ReadAllBytes(output);
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>How it failed, or null. Any other exception passes, and the test fails.</summary>
    private static Failure? Run(Command verb, string[] arguments)
    {
        TextWriter before = Console.Out;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        Console.SetOut(TextWriter.Null);
        try
        {
            ParseResult parsed = verb.Parse(arguments);
            Assert.Empty(parsed.Errors);
            parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
            return null;
        }
        catch (Failure failure)
        {
            return failure;
        }
        finally
        {
            Console.SetOut(before);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, MostBytesOfARound);
        }
    }
}
