using System.Reflection;
using System.Text.RegularExpressions;
using NanoLive.Signing;

namespace NanoLive.Format.Tests;

/// <summary>FORMAT.md says what the code does, and receipts are made where they say.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string, int> Statuses()
    {
        var data = new TheoryData<string, int>();
        foreach (FieldInfo field in typeof(Status).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            data.Add(field.Name, (int)field.GetRawConstantValue()!);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Status_is_documented_with_the_words_that_tools_say(string name, int number)
    {
        Assert.NotEqual("unknown", StatusText.Of(number));
        Assert.Contains($"| {number} | {name} | {StatusText.Of(number)} |", File.ReadAllText(Path.Combine(Root, "FORMAT.md")));
    }

    [Fact]
    public void No_status_number_is_documented_without_being_in_the_code()
    {
        var known = Statuses().Select(row => row.Data.Item2).ToHashSet();
        string document = File.ReadAllText(Path.Combine(Root, "FORMAT.md"));
        int begin = document.IndexOf("## Statuses", StringComparison.Ordinal);
        string chapter = document[begin..document.IndexOf("\n## ", begin, StringComparison.Ordinal)];
        MatchCollection rows = StatusRow().Matches(chapter);
        Assert.Equal(known.Count, rows.Count);
        Assert.All(rows, match => Assert.Contains(int.Parse(match.Groups[1].Value), known));
    }

    [Fact]
    public void Every_board_setting_is_documented()
    {
        string settings = File.ReadAllText(Path.Combine(Root, "device-runtime", "Update", "BoardSettings.cs"));
        Match known = KnownSettings().Match(settings);
        string[] names = (known.Groups[1].Value + known.Groups[2].Value).Split(' ');
        Assert.Equal(17, names.Length);
        string document = File.ReadAllText(Path.Combine(Root, "FORMAT.md"));
        string chapter = document[document.IndexOf("## Board settings", StringComparison.Ordinal)..];
        Assert.All(names, name => Assert.Contains($"`{name}`", chapter));
    }

    /// <summary>Sources point to chapters by name.</summary>
    [Fact]
    public void Every_chapter_that_a_source_points_to_exists()
    {
        string[] chapters = [.. File.ReadLines(Path.Combine(Root, "FORMAT.md")).Where(line => line.StartsWith('#')).Select(line => line.TrimStart('#', ' '))];
        foreach (string folder in new[] { "device-runtime", "boards", "firmware", "host-tools" })
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            {
                Assert.All(ChapterName().Matches(File.ReadAllText(file)), match =>
                    Assert.True(chapters.Any(name => name.Contains(match.Groups[1].Value, StringComparison.OrdinalIgnoreCase)), $"{file}: {match.Value}"));
            }
        }
    }

    [Theory]
    [InlineData("ParsedOffer", "OfferParser")]
    [InlineData("VerifiedManifest", "ManifestVerification")]
    [InlineData("VerifiedPatch", "PayloadVerification")]
    [InlineData("StagedPatch", "PatchStaging")]
    public void Receipt_is_made_by_its_maker_only(string receipt, string maker)
    {
        string[] makers =
        [
            .. Directory.EnumerateFiles(Path.Combine(Root, "device-runtime"), "*.cs", SearchOption.AllDirectories)
                .Where(file => File.ReadAllText(file).Contains($"new {receipt}("))
                .Select(file => Path.GetFileNameWithoutExtension(file)),
        ];
        Assert.Equal([maker], makers);
    }

    [GeneratedRegex(@"^\| (\d+) \| [A-Z]", RegexOptions.Multiline)]
    private static partial Regex StatusRow();

    [GeneratedRegex("Known = \"([a-z -]+)\"\\s*\\+ \"([a-z -]+)\"")]
    private static partial Regex KnownSettings();

    [GeneratedRegex("FORMAT\\.md, \"([^\"]+)\"")]
    private static partial Regex ChapterName();

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Firmware.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
