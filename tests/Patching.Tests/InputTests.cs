using System.Reflection;

namespace NanoLive.Patching.Tests;

/// <summary>Input that is wrong gets one clear line each, never an exception.</summary>
public class InputTests
{
    private const string Source = "namespace D { public class A { private byte[] _t = { 1, 2, 3, 4, 5, 6, 7, 8, 9 }; public int X(int n) { try { return n + _t[1]; } finally { n = 0; } } } public class App : NanoLive.Update.IApplication { public void Build(NanoLive.Update.LiveBoard b) { } } }";

    private static void Fails(string id, params BuildFile[] files)
    {
        var result = Build.Read(files);
        Assert.False(result.Succeeded);
        Assert.Contains(result.Diagnostics, d => d.Severity == Severity.Error && d.Id == id);
    }

    [Fact]
    public void Missing_folder() => Assert.Equal("no-folder", Assert.Single(Build.Read(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString())).Diagnostics).Id);

    [Fact]
    public void Empty_folder()
    {
        var folder = Directory.CreateTempSubdirectory();
        Assert.Equal("empty-build", Assert.Single(Build.Read(folder.FullName).Diagnostics).Id);
        folder.Delete();
    }

    [Fact]
    public void Folder_is_read_with_its_symbols()
    {
        var folder = Directory.CreateTempSubdirectory();
        var file = DeviceCompiler.Compile("Drivers", Source);
        File.WriteAllBytes(Path.Combine(folder.FullName, "Drivers.dll"), file.Image);
        File.WriteAllBytes(Path.Combine(folder.FullName, "Drivers.pdb"), file.Symbols!);
        File.WriteAllBytes(Path.Combine(folder.FullName, "NanoLive.Runtime.dll"), DeviceCompiler.Runtime);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "device", "mscorlib.dll"), Path.Combine(folder.FullName, "mscorlib.dll"));
        var result = Build.Read(folder.FullName);
        Assert.True(result.Succeeded, string.Join("\n", result.Diagnostics));
        var build = result.Value;
        Assert.Equal(["Drivers", "NanoLive.Runtime"], build.Names);
        Assert.Equal(["D.App, Drivers"], build.Applications);
        Assert.Equal("board-library", Assert.Single(result.Diagnostics).Id);
        folder.Delete(true);
    }

    /// <summary>Their names begin like those of the board's libraries, but no firmware has them.</summary>
    [Fact]
    public void Libraries_that_drivers_share_are_part_of_the_build()
    {
        const string Text = "namespace System.Drawing { public struct Color { } public class Palette { public int Count() { return 3; } } }";
        static BuildFile[] Files(string text)
        {
            var shared = DeviceCompiler.Compile("System.Drawing", text);
            return [shared, DeviceCompiler.Compile("Drivers", "public class A { public int X(System.Drawing.Palette p) { return p.Count(); } }", references: shared)];
        }

        var report = Patches.Report(DeviceCompiler.Build(Files(Text)), DeviceCompiler.Build(Files(Text.Replace("return 3", "return 4"))));
        Assert.True(report.Patch != null && report.Verdict == Verdict.Live, Patches.Lines(report));
    }

    /// <summary>The release refers to A only; that B is on the board, too, is known from A.</summary>
    [Fact]
    public void Library_that_a_library_needs_is_on_the_board()
    {
        var b = DeviceCompiler.Compile("System.B", "namespace B { public class Far { public static int N() { return 2; } } }");
        var a = DeviceCompiler.Compile("System.A", "namespace A { public class Near { public static int N() { return B.Far.N(); } } }", references: b);
        BuildFile Drivers(string sum) => DeviceCompiler.Compile("Drivers", "public class D { public int X() { return " + sum + "; } }", references: [a, b]);
        var known = Patches.Report(DeviceCompiler.Build(Drivers("A.Near.N()"), a, b), DeviceCompiler.Build(Drivers("B.Far.N()")));
        Assert.True(known.Patch != null && known.Verdict == Verdict.Live, Patches.Lines(known));
        var unknown = Patches.Report(DeviceCompiler.Build(Drivers("A.Near.N()")), DeviceCompiler.Build(Drivers("B.Far.N()")));
        Assert.True(unknown.Verdict == Verdict.Reflash, Patches.Lines(unknown));
    }

    /// <summary>A library that the board lacks travels in the patch, as far as it is used; native code cannot.</summary>
    [Theory]
    [InlineData("return 2;", Verdict.Live)]
    [InlineData("return Native(); } [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)] private static extern int Native(); static void Rest() {", Verdict.Reflash)]
    public void New_library_travels_when_it_is_all_IL(string body, Verdict verdict)
    {
        var library = DeviceCompiler.Compile("nanoFramework.Extra", "namespace Extra { public class Far { public static int N() { " + body + " } } public class Unused { } }");
        BuildFile Drivers(string sum) => DeviceCompiler.Compile("Drivers", "public class D { public int X() { return " + sum + "; } }", references: library);
        var report = Patches.Report(DeviceCompiler.Build(Drivers("1")), DeviceCompiler.Build(Drivers("Extra.Far.N()"), library));
        Assert.True(report.Verdict == verdict && report.Patch != null == (verdict == Verdict.Live), Patches.Lines(report));
    }

    [Fact]
    public void Text_file() => Fails("not-an-assembly", new BuildFile("a.dll", "hello"u8.ToArray()));

    [Fact]
    public void Empty_file() => Fails("not-an-assembly", new BuildFile("a.dll", []));

    [Fact]
    public void Assembly_for_dotnet() => Fails("not-a-device-assembly", new BuildFile("a.dll", File.ReadAllBytes(typeof(InputTests).Assembly.Location)));

    [Fact]
    public void Missing_reference()
    {
        var a = DeviceCompiler.Compile("A", "public class A { }");
        Fails("reference-missing", DeviceCompiler.Compile("B", "public class B : A { }", references: a), new BuildFile("NanoLive.Runtime.dll", DeviceCompiler.Runtime));
    }

    [Fact]
    public void Two_assemblies_of_one_name()
    {
        var a = DeviceCompiler.Compile("A", "public class A { }");
        Fails("assembly-twice", a, a with { FileName = "B.dll" });
    }

    [Fact]
    public void Too_large_a_file() => Fails("too-large", new BuildFile("a.dll", new byte[5_000_000]));

    [Fact]
    public void Symbols_of_another_build_are_left_out()
    {
        var a = DeviceCompiler.Compile("A", "public class A { public int X() { return 1; } }");
        var b = DeviceCompiler.Compile("A", "public class A { public int X() { return 2; } }");
        Assert.True(Build.Read([a with { Symbols = b.Symbols }, new BuildFile("R.dll", DeviceCompiler.Runtime)]).Succeeded);
        Assert.True(Build.Read([a with { Symbols = [1, 2, 3] }, new BuildFile("R.dll", DeviceCompiler.Runtime)]).Succeeded);
    }

    [Fact]
    public void Truncated_file_is_an_error_at_every_length()
    {
        var image = DeviceCompiler.Compile("Drivers", Source).Image;
        for (var length = 0; length < image.Length; length += 37)
        {
            Survive(image[..length]);
        }
    }

    [Fact]
    public void Changed_bytes_are_an_error_or_another_build_never_a_crash()
    {
        var image = DeviceCompiler.Compile("Drivers", Source).Image;
        var random = new Random(20260101);
        for (var round = 0; round < 150; round++)
        {
            var bytes = (byte[])image.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(0x200, bytes.Length)] = (byte)random.Next(256);
            }

            Survive(bytes);
        }
    }

    private static readonly Build Original = DeviceCompiler.Build(Source);

    private static void Survive(byte[] image)
    {
        // What can be read is compared and compiled, too: nothing later may trip over it.
        var build = Build.Read([new BuildFile("Drivers.dll", image), new BuildFile("NanoLive.Runtime.dll", DeviceCompiler.Runtime)]);
        if (build.Succeeded)
        {
            PatchCompiler.Compile(Original, build.Value, new PatchOptions());
            PatchCompiler.Compile(build.Value, Original, new PatchOptions());
        }
    }

    [Fact]
    public void Release_has_its_identity_and_its_digest()
    {
        var identity = new ReleaseIdentity([.. Enumerable.Range(0, 16).Select(i => (byte)i)], new byte[16], [new byte[64], [.. Enumerable.Range(0, 64).Select(i => (byte)(i + 100))]], "D.App, Drivers");
        var result = ReleaseImage.Create(Original, identity, new PreparationOptions());
        Assert.True(result.Succeeded, string.Join("\n", result.Diagnostics));
        var release = result.Value;
        var file = release.Files[^1];
        Assert.Equal("NanoLive.Release.dll", file.FileName);
        var context = new System.Runtime.Loader.AssemblyLoadContext("r", true);
        var type = context.LoadFromStream(new MemoryStream(file.Image)).GetType("NanoLive.Release.Identity", true)!;
        object Call(string name, params object[] arguments) => type.GetMethod(name)!.Invoke(null, BindingFlags.Default, null, arguments, null)!;
        Assert.Equal(release.Digest, Call("Digest"));
        Assert.Equal(identity.VendorId, Call("VendorId"));
        Assert.Equal(identity.ClassId, Call("ClassId"));
        Assert.Equal(2, Call("KeyCount"));
        Assert.Equal(identity.Keys[1], Call("Key", 1));
        Assert.Null(type.GetMethod("Key")!.Invoke(null, [2]));
        Assert.Equal("D.App, Drivers", Call("Application"));

        // A folder of the release stands for the build it was made from.
        var flashed = Build.Read(release.Files).Value;
        Assert.NotNull(flashed);
        Assert.True(flashed.IsPrepared);
        Assert.Equal(release.Digest, ReleaseDigest.Of(Preparation.Prepare(flashed, new PreparationOptions())));
        var report = Patches.Report(flashed, Original);
        Assert.True(report.Verdict == Verdict.NoChange, Patches.Lines(report));
        Assert.Equal(release.Digest, report.BaseDigest);
    }

    [Fact]
    public void Release_without_its_application_is_refused()
    {
        var result = ReleaseImage.Create(Original, new ReleaseIdentity(new byte[16], new byte[16], [new byte[64]], "D.Nobody, Drivers"), new PreparationOptions());
        Assert.Equal("application-missing", Assert.Single(result.Diagnostics).Id);
    }
}
