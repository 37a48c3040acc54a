using System.Diagnostics;

namespace NanoLive.Simulator.Tests;

public class FolderTests
{
    private readonly string _boards = Directory.CreateTempSubdirectory("nanolive").FullName;

    // The name is all that the folder looks at.
    private static ReleaseFiles Release { get; } =
        new(TestRelease.Guest.All.Append(TestRelease.Guest.All.First() with { Name = BoardFolder.IdentityAssembly }));

    private BoardFolder Create(string act = "nothing")
    {
        var opening = BoardFolder.Create(_boards, TestRelease.Description(act), Release);
        Assert.Null(opening.Problem);
        return opening.Folder!;
    }

    private BoardProblem Problem(string device = "board-1") => Assert.IsType<BoardProblem>(BoardFolder.Open(_boards, device).Problem);

    [Fact]
    public void What_was_flashed_is_opened()
    {
        Create("flash");
        Assert.Equal(["board-1"], BoardFolder.List(_boards));

        var opened = BoardFolder.Open(_boards, "board-1").Folder!;
        Assert.Equal("flash", opened.Description.Settings["do"]);
        Assert.Equal(HardwareOf(new BoardDescription()), HardwareOf(opened.Description));
        Assert.Equal(
            Release.Find("NanoLive.Guest")!.Image,
            File.ReadAllBytes(Path.Combine(opened.ReleasePath, "NanoLive.Guest.dll")));
    }

    [Fact]
    public void Unknown_board_is_named_with_those_that_exist()
    {
        Assert.Contains("flash one", Problem("nobody").Message, StringComparison.Ordinal);
        Create();

        Assert.Equal(BoardProblemKind.Unknown, Problem("nobody").Kind);
        Assert.Contains("board-1", Problem("nobody").Message, StringComparison.Ordinal);
        Assert.Equal(BoardProblemKind.Unknown, Problem("../board-1").Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("+")]
    public void Name_that_is_no_folder_and_no_topic_writes_nothing(string device)
    {
        var opening = BoardFolder.Create(_boards, TestRelease.Description() with { Device = device }, Release);

        Assert.Equal(BoardProblemKind.NameInvalid, opening.Problem!.Kind);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_boards));
    }

    [Fact]
    public void Release_without_identity_writes_nothing()
    {
        var opening = BoardFolder.Create(_boards, TestRelease.Description(), TestRelease.Guest);

        Assert.Contains("NanoLive.Release", opening.Problem!.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_boards));
    }

    [Fact]
    public void Damage_is_named()
    {
        var folder = Create();
        string json = Path.Combine(folder.FullPath, "board.json");
        string good = File.ReadAllText(json);
        void Damaged(string content, string named)
        {
            File.WriteAllText(json, content);
            var problem = Problem();
            Assert.Equal(BoardProblemKind.Damaged, problem.Kind);
            Assert.Contains(named, problem.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("\n", problem.Message, StringComparison.Ordinal);
            File.WriteAllText(json, good);
        }

        Damaged("", "board.json cannot be read");
        Damaged(good[..50], "board.json cannot be read");
        Damaged(good.Replace("\"seed\"", "\"sead\"", StringComparison.Ordinal), "sead");
        Damaged(good.Replace("board-1", "board-2", StringComparison.Ordinal), "board-2");
        Damaged(good.Replace("autumn", "spring", StringComparison.Ordinal), "spring");
        Damaged(good.Replace("\"writeUnitBytes\": 4", "\"writeUnitBytes\": 5", StringComparison.Ordinal), "write unit");
        Damaged(good.Replace("\"heaterPin\": 5", "\"heaterPin\": 500", StringComparison.Ordinal), "pin");

        File.WriteAllBytes(folder.FlashPath, new byte[10]);
        Assert.Contains("flash.bin", Problem().Message, StringComparison.Ordinal);
        File.Delete(folder.FlashPath);
        File.WriteAllText(Path.Combine(folder.ReleasePath, "Other.dll"), "no assembly");
        Assert.Contains("Other.dll is not an assembly", Problem().Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(folder.ReleasePath, "Other.dll"));
        Assert.NotNull(BoardFolder.Open(_boards, "board-1").Folder);
        File.Delete(Path.Combine(folder.ReleasePath, "NanoLive.Release.dll"));
        Assert.Contains("NanoLive.Release.dll is missing", Problem().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Running_board_is_not_flashed_and_not_run_twice()
    {
        var folder = Create();
        using (folder.TryLock())
        {
            Assert.Null(BoardFolder.Open(_boards, "board-1").Folder!.TryLock());
            var again = BoardFolder.Create(_boards, TestRelease.Description("flash"), Release);
            Assert.Equal(BoardProblemKind.Running, again.Problem!.Kind);
        }

        using var free = folder.TryLock();
        Assert.NotNull(free);
        Assert.Equal("nothing", BoardFolder.Open(_boards, "board-1").Folder!.Description.Settings["do"]);
    }

    [Fact]
    public void Flashing_again_erases_the_flash_and_the_trace()
    {
        var folder = Create("flash");
        RunInRealTime(folder, TimeSpan.FromSeconds(1), speed: 10);
        Assert.True(File.Exists(folder.FlashPath));
        Assert.True(File.Exists(folder.TracePath));

        Create();
        Assert.False(File.Exists(folder.FlashPath));
        Assert.False(File.Exists(folder.TracePath));
    }

    [Fact]
    public void Board_of_a_folder_runs_in_real_time_and_writes_its_trace_where_others_read_it()
    {
        var folder = Create();
        using var cancellation = new CancellationTokenSource();
        using var board = SimulatedBoard.Open(folder);
        var watch = Stopwatch.StartNew();
        var running = new Thread(() => board.RunInRealTime(cancellation.Token, speed: 5));
        running.Start();
        while (watch.Elapsed < TimeSpan.FromSeconds(20) && Edges(folder).Count < 20)
        {
            Thread.Sleep(20);
        }

        cancellation.Cancel();
        running.Join();

        var edges = Edges(folder);
        Assert.True(edges.Count >= 20, $"{edges.Count} edges");
        Assert.All(edges.Zip(edges.Skip(1)), pair => Assert.InRange(pair.Second.UnixUs - pair.First.UnixUs, 1, 10_000_000));
        long nowMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Assert.InRange(edges[0].UnixUs / 1000, nowMs - 60_000, nowMs + 60_000);
    }

    [Fact]
    public void Trace_that_a_kill_cut_off_is_read_up_to_there()
    {
        string path = Path.Combine(_boards, "trace.jsonl");
        using (var trace = new BoardTrace(path))
        {
            trace.Write(new TraceRecord(0, TraceWords.Opened, null, 1_000_000, 1));
            trace.Write(new TraceRecord(1500, TraceWords.Edge, "4", 1, 2));
        }

        File.AppendAllText(path, "{\"us\":17,\"wh");
        using (var trace = new BoardTrace(path))
        {
            trace.Write(new TraceRecord(0, TraceWords.Opened, null, 2_000_000, 1));
            trace.Write(new TraceRecord(20, TraceWords.Note, "\"quoted\"\n", -1, long.MaxValue));
        }

        var records = TraceReader.Read(path);
        Assert.Equal([1, 1, 2, 2], records.Select(record => record.Session));
        Assert.Equal(1_000_001_500, records[1].UnixUs);
        Assert.Equal(2_000_000_020, records[3].UnixUs);
        Assert.Equal(new TraceRecord(20, TraceWords.Note, "\"quoted\"\n", -1, long.MaxValue), records[3].Record);
    }

    private static string HardwareOf(BoardDescription description) =>
        description.ToJson()[description.ToJson().IndexOf("\"hardware\"", StringComparison.Ordinal)..];

    private static List<TimedRecord> Edges(BoardFolder folder) =>
        !File.Exists(folder.TracePath)
            ? []
            : [.. TraceReader.Read(folder.TracePath).Where(record => record.Record is { What: TraceWords.Edge, Subject: "5" })];

    private static void RunInRealTime(BoardFolder folder, TimeSpan duration, double speed)
    {
        using var cancellation = new CancellationTokenSource(duration);
        using var board = SimulatedBoard.Open(folder);
        board.RunInRealTime(cancellation.Token, speed);
    }
}
