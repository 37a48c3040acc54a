namespace NanoLive.Patching.Tests;

public class NormalisationTests
{
    [Fact]
    public void Place_prints_as_file_and_line() => Assert.Equal("A.cs:3", new Place("A.cs", 3).ToString());
}
