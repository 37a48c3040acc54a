using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests.RealClr;

/// <summary>The runtime's .pe, closed as boards have it, is loaded, resolved and runs on the real CLR.</summary>
public class RuntimeTests
{
    private const string Program = """
        using System;
        using NanoLive.Signatures;
        public static class Program
        {
            public static void Main()
            {
                Sha256 sha = new Sha256();
                byte[] digest = new byte[Sha256.DigestBytes];
                sha.Reset();
                sha.Append(new byte[] { 97, 98, 99 }, 0, 3);
                sha.Finish(digest, 0);
                string text = "";
                for (int i = 0; i < digest.Length; i++)
                {
                    text += digest[i].ToString("x2");
                }

                Console.WriteLine(text);
                Console.WriteLine("END");
            }
        }
        """;

    [Fact]
    public void Runtime_hashes_the_published_vector()
    {
        NanoClr.SkipWithout();
        var runtime = File.ReadAllBytes(Path.Combine(DeviceCompiler.LibraryFolder, "NanoLive.Runtime.dll"));
        var signatures = File.ReadAllBytes(Path.Combine(DeviceCompiler.LibraryFolder, "NanoLive.Signatures.dll"));
        var program = DeviceCompiler.Program(Program, "Program", runtime, signatures);
        byte[][] images =
        [
            File.ReadAllBytes(NanoClr.Library("mscorlib.pe")),
            Lowered.Bytes(runtime, new LoweringOptions { IsClosed = true, ToolsOnBoard = [signatures, program] }),
            Lowered.Bytes(signatures, new LoweringOptions { IsClosed = true, ToolsOnBoard = [program] }, ("NanoLive.Runtime", runtime)),
            Lowered.Bytes(program, null, ("NanoLive.Runtime", runtime), ("NanoLive.Signatures", signatures)),
        ];
        foreach (var runner in NanoClr.Runners)
        {
            // FIPS 180-2, appendix B.1
            Assert.Equal(["ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "END"], NanoClr.Run(runner, images));
        }
    }
}
