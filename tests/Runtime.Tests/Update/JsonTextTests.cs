using System.Text.Json;
using NanoLive.Update;

namespace NanoLive.Runtime.Update;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("quote \" and back \\ slash")]
    [InlineData("line\nand tab\t and \u0001")]
    [InlineData("über 20 °C, 水, \ud83d\ude00")]
    [InlineData("")]
    [InlineData(null)]
    public void Text_comes_out_as_it_went_in_and_is_ascii(string? text)
    {
        byte[] bytes = new JsonText().Add("text", text).Add("number", long.MinValue).Add("digest", (byte[])[0xAB, 0x01]).ToBytes();
        Assert.All(bytes, value => Assert.InRange(value, 32, 126));
        JsonElement read = JsonElement.Parse(bytes);
        Assert.Equal(text, read.GetProperty("text").GetString());
        Assert.Equal(long.MinValue, read.GetProperty("number").GetInt64());
        Assert.Equal("ab01", read.GetProperty("digest").GetString());
    }

    [Fact]
    public void Long_text_grows_the_buffer()
    {
        string text = new('x', 5000);
        Assert.Equal(text, JsonElement.Parse(new JsonText().Add("text", text).ToBytes()).GetProperty("text").GetString());
    }
}
