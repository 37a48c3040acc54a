using System.Text.RegularExpressions;

namespace NanoLive.Boards.Tests;

/// <summary>The data of the boards in the repository.</summary>
public partial class BoardKindTests
{
    public static TheoryData<string> Names() => [.. BoardKinds.All.Select(kind => kind.Name)];

    [Fact]
    public void Every_folder_with_board_data_is_a_kind_of_board()
    {
        var folders = Directory.GetDirectories(Repository.Boards)
            .Where(folder => File.Exists(Path.Combine(folder, "board.json")))
            .Select(folder => Path.GetFileName(folder))
            .Where(name => name != "simulated")
            .Order(StringComparer.Ordinal);
        Assert.Equal(folders, BoardKinds.All.Select(kind => kind.Name));
        Assert.Superset(new HashSet<string> { "esp32", "esp32-s3", "raspberry-pi-pico", "stm32f769i-disco" }, BoardKinds.All.Select(kind => kind.Name).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_source_says_which_document_and_where_in_it(string name)
    {
        // A repository with its commit and a file, or the thread of a repository.
        foreach (var (figure, source) in Kind(name).Sources)
        {
            Assert.True(Cited().IsMatch(source), $"{figure}: {source}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Drive_is_the_one_that_the_ports_use(string name) => Assert.True(Kind(name).Files is null or { Drive: "I:\\" });

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_is_wired_as_its_source_says(string name)
    {
        var own = Path.Combine(Repository.Boards, name, "Wiring.cs");
        var source = File.ReadAllText(File.Exists(own) ? own : Path.Combine(Repository.Station, "Wiring.cs"));
        var sample = Kind(name).Sample;
        Assert.Equal((sample.I2cBus, sample.AnemometerPin, sample.HeaterPin), (Number(source, "I2cBus"), Number(source, "AnemometerPin"), Number(source, "HeaterPin")));
        if (source.Contains("I2cDataPin"))
        {
            Assert.Equal((sample.I2cDataPin, sample.I2cClockPin), (Number(source, "I2cDataPin"), Number(source, "I2cClockPin")));
        }
    }

    [Fact]
    public void Board_of_no_folder_is_refused_and_the_others_are_named()
    {
        var problem = Assert.Single(BoardKinds.Find("toaster").Problems);
        Assert.Contains("toaster", problem);
        Assert.All(BoardKinds.All, kind => Assert.Contains(kind.Name, problem));
    }

    [Fact]
    public void Board_can_be_a_file_that_somebody_names()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("nanolive-").FullName, "mine.json");
        File.WriteAllText(path, File.ReadAllText(Path.Combine(Repository.Boards, "esp32", "board.json")).Replace("\"esp32\",\n  \"title\"", "\"mine\",\n  \"title\""));
        Assert.Equal("mine", BoardKinds.Find(path).Value!.Name);
        File.Delete(path);
        Assert.Contains("cannot be read", Assert.Single(BoardKinds.Find(path).Problems));
    }

    internal static BoardKind Kind(string name) => BoardKinds.Find(name).Value!;

    private static int Number(string source, string constant) => int.Parse(Regex.Match(source, $@"const int {constant} = (\d+);").Groups[1].Value);

    [GeneratedRegex(@"nanoframework/[A-Za-z-]+ ([0-9a-f]{7}\b|pull request \d+)")]
    private static partial Regex Cited();
}
