using System.Text.Json.Nodes;

namespace NanoLive.Boards.Tests;

/// <summary>Files that describe no board, each refused by the name of what is wrong.</summary>
public class BoardKindReaderTests
{
    private static readonly string Good = File.ReadAllText(Path.Combine(Repository.Boards, "esp32", "board.json"));

    public static TheoryData<string> Members() => [.. JsonNode.Parse(Good)!.AsObject().Select(member => member.Key)];

    [Fact]
    public void Good_one_is_read() => Assert.Equal(0x1C0000, BoardKindReader.Read(Good, "esp32").Value!.Deployment.LengthBytes);

    [Theory]
    [MemberData(nameof(Members))]
    public void Missing_member_is_named(string member) => Refused(board => board.Remove(member), member);

    [Theory]
    [MemberData(nameof(Members))]
    public void Member_of_another_kind_is_named(string member) => Refused(board => board[member] = member == "heap" ? "much" : 17.5, member);

    [Fact]
    public void Unknown_member_is_named() => Refused(board => board["colour"] = "green", "colour");

    [Theory]
    [InlineData("target")]
    [InlineData("generation")]
    [InlineData("firmware")]
    [InlineData("deployment")]
    [InlineData("heap")]
    [InlineData("files")]
    [InlineData("network")]
    [InlineData("update")]
    [InlineData("serial")]
    [InlineData("sample")]
    [InlineData("libraries")]
    public void Figure_without_a_source_is_named(string figure) => Refused(board => board["sources"]!.AsObject().Remove(figure), figure);

    [Theory]
    [InlineData("name", "\"Blue Pill\"")]
    [InlineData("name", "\"sim\"")]
    [InlineData("target", "\"ESP32 && rm\"")]
    [InlineData("generation", "\"PeV2\"")]
    [InlineData("firmware", "{\"from\":\"1.17.0\",\"below\":\"1.16.0\"}")]
    [InlineData("firmware", "{\"from\":\"new\",\"below\":\"newer\"}")]
    [InlineData("deployment", "{\"address\":\"1966080\",\"lengthBytes\":1835008}")]
    [InlineData("deployment", "{\"address\":\"0x1E0000\",\"lengthBytes\":-1}")]
    [InlineData("heap", "{\"bytes\":0,\"isAtMost\":false}")]
    [InlineData("files", "{\"drive\":\"/mnt\",\"format\":\"littlefs\",\"lengthBytes\":262144}")]
    [InlineData("network", "\"carrier pigeon\"")]
    [InlineData("sample", "{\"i2cBus\":1,\"i2cDataPin\":4,\"i2cClockPin\":19,\"anemometerPin\":4,\"heaterPin\":5}")]
    [InlineData("sample", "{\"i2cBus\":1,\"i2cDataPin\":18,\"i2cClockPin\":19,\"anemometerPin\":-1,\"heaterPin\":5}")]
    [InlineData("libraries", "{\"mscorlib\":\"0x12\"}")]
    [InlineData("libraries", "{\"System.Net\":\"0x6DFA71D6\"}")]
    public void Implausible_member_is_named(string member, string value) => Refused(board => board[member] = JsonNode.Parse(value), member);

    [Fact]
    public void Missing_part_of_a_member_is_named() => Refused(board => board["deployment"]!.AsObject().Remove("lengthBytes"), "lengthBytes");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("\"esp32\"")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}")]
    public void What_is_no_board_is_refused(string text) => Assert.StartsWith("there: ", BoardKindReader.Read(text, "there").Problems[0]);

    [Fact]
    public void Nesting_without_end_is_refused() => Assert.False(BoardKindReader.Read(string.Concat(Enumerable.Repeat("{\"heap\":", 10000)), "there").Succeeded);

    private static void Refused(Action<JsonObject> change, string named)
    {
        var board = JsonNode.Parse(Good)!.AsObject();
        change(board);
        var outcome = BoardKindReader.Read(board.ToJsonString(), "there");
        Assert.False(outcome.Succeeded);
        Assert.Contains(outcome.Problems, problem => problem.StartsWith("there: ", StringComparison.Ordinal) && problem.Contains(named, StringComparison.Ordinal));
    }
}
