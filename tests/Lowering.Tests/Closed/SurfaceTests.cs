using NanoLive.Lowering.Listing;
using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Writing;

namespace NanoLive.Lowering.Tests.Closed;

/// <summary>What others can name in a closed assembly, and what they cannot.</summary>
public class SurfaceTests
{
    private const string Marked = """
        namespace NanoLive { internal sealed class ForToolsAttribute : System.Attribute { } }
        namespace Sample
        {
            public interface IShape { int Area(int scale); }
            public sealed class Square : IShape
            {
                private int _side;
                public Square(int side) { _side = side; }
                public int Area(int scale) { return Scaled(scale); }
                [NanoLive.ForTools] public int ForTests() { return 1; }
                private int Scaled(int scale) { return _side * _side * scale; }
            }
            [NanoLive.ForTools] public sealed class Parser { public int Read(string text) { return text.Length; } }
            internal sealed class Used { internal int Number; internal Used Next; internal Used Find(int n, Used other) { Used u = this; while (u != null && u.Number != n && u != other) u = u.Next; return u; } }
            internal static class Unused { internal static void Nothing() { } }
            public static class Access
            {
                public static object First(int n) { Used u = new Used(); u.Number = n; u.Next = u; return u.Find(n, null).Find(n + 1, u.Find(2, u)); }
            }
        }
        """;

    private static readonly LoweringOptions AsClosed = new() { IsClosed = true };

    [Fact]
    public void Public_and_virtual_members_keep_their_names()
    {
        var lines = PeListing.Lines(Lowered.Image(Marked, AsClosed), code: false).ToList();
        Assert.Contains(lines, line => line.StartsWith(".type Sample.IShape", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith(".type Sample.Square", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  .method I4 Area(I4)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  .method Object First(I4)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ForTests")]
    [InlineData("Parser")]
    [InlineData("Unused")]
    [InlineData("Used")]
    [InlineData("Find")]
    [InlineData("Scaled")]
    [InlineData("_side")]
    [InlineData("ForTools")]
    public void What_nobody_can_name_has_no_name(string name)
    {
        Assert.Contains(PeListing.Lines(Lowered.Image(Marked)), line => line.Contains(name, StringComparison.Ordinal) || name == "ForTools");
        Assert.DoesNotContain(PeListing.Lines(Lowered.Image(Marked, AsClosed)), line => line.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_told_to_who_lowers()
    {
        var lowered = Lowered.Try(DeviceCompiler.Library(Marked), AsClosed).Value!;
        var line = Assert.Single(lowered.Names, line => line.EndsWith(" = Sample.Used", StringComparison.Ordinal));
        var name = line.Split(' ')[1];
        Assert.Contains(PeListing.Lines(lowered.Image), each => each.StartsWith($".type {name} ", StringComparison.Ordinal));
        Assert.Contains(lowered.Names, each => each.Contains("Area = ", StringComparison.Ordinal) && each.Contains("in it System.Int32 Sample.Square::Scaled", StringComparison.Ordinal));
        Assert.Empty(Lowered.Try(DeviceCompiler.Library(Marked)).Value!.Names);
    }

    [Fact]
    public void Names_that_cost_nothing_are_those_of_the_firmware_and_of_no_virtual_method()
    {
        var lowered = Lowered.Try(DeviceCompiler.Library(Marked), AsClosed).Value!;
        var name = lowered.Names.Single(line => line.Contains("Used::Find", StringComparison.Ordinal) && line.StartsWith("method", StringComparison.Ordinal)).Split(' ')[1];
        Assert.True(FirmwareStrings.TryGetId(name, out _), name);
        Assert.DoesNotContain(name, new[] { "Equals", "GetHashCode", "ToString", "Area", "Finalize" });
    }

    [Fact]
    public void What_a_tool_on_the_board_refers_to_stays_and_nothing_else_for_tools()
    {
        var library = DeviceCompiler.Library(Marked, "Closed");
        var test = DeviceCompiler.Library("public class Test { public int F() { return new Sample.Parser().Read(\"a\"); } }", "Test", library);
        var lowered = Lowered.Try(library, new LoweringOptions { IsClosed = true, ToolsOnBoard = [test] }, ("Test", test)).Value!;
        var lines = PeListing.Lines(lowered.Image, code: false).ToList();
        Assert.Contains(lines, line => line.StartsWith(".type Sample.Parser", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(" Read(", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("ForTests", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Scaled", StringComparison.Ordinal));
    }

    [Theory]
    [Shown(LoweringCode.NotOnBoards)]
    [InlineData("public class User { public int F() { return new Sample.Parser().Read(\"a\"); } }", "Sample.Parser")]
    [InlineData("public class User { public int F() { return new Sample.Square(2).ForTests(); } }", "ForTests")]
    public void Reference_to_what_stays_behind_is_refused(string source, string name)
    {
        var library = DeviceCompiler.Library(Marked.Replace("internal sealed class ForTools", "public sealed class ForTools"), "Closed");
        var user = DeviceCompiler.Library(source, "User", library);
        Assert.True(Lowered.Try(user, null, ("Closed", library)).Succeeded);
        var refused = Lowered.Try(user, new LoweringOptions { ClosedAssemblies = ["Closed"] }, ("Closed", library));
        Assert.Contains(refused.Diagnostics, d => d.Id == "not-on-boards" && d.Place.Contains(name, StringComparison.Ordinal));
    }
}
