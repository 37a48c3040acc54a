using System.Text;
using System.Text.Json;

namespace NanoLive.Boards.Tests;

/// <summary>The calls of nanoff and the files they name, board by board.</summary>
public class FlashPlanTests
{
    private static readonly FlashRequest Request = new() { Port = "COM5", Folder = "out", Settings = "device=porch\n" };

    [Fact]
    public void Esp32_gets_its_CLR_then_its_settings_then_the_release() => Assert.Equal(
        [
            "nanoff --target ESP32_REV3 --update --serialport COM5",
            $"nanoff --filedeployment {At("deploy.json")}",
            $"nanoff --nanodevice --serialport COM5 --deploy --image {At("app.bin")}",
        ],
        Calls("esp32", Request));

    [Fact]
    public void Stm32_is_updated_by_its_programmer_and_has_no_drive_for_files() => Assert.Equal(
        [
            "nanoff --target ST_STM32F769I_DISCOVERY --update --jtag",
            $"nanoff --nanodevice --serialport COM5 --deploy --image {At("app.bin")}",
        ],
        Calls("stm32f769i-disco", Request));

    [Fact]
    public void Pico_W_is_updated_in_BOOTSEL_mode_with_the_version_that_was_asked_for() => Assert.Equal(
        [
            "nanoff --target PICO_RP2040_W --update --fwversion 1.17.0.257",
            $"nanoff --filedeployment {At("deploy.json")} --networkdeployment {At("network.json")}",
            $"nanoff --nanodevice --serialport COM5 --deploy --image {At("app.bin")}",
        ],
        Calls("raspberry-pi-pico-w", Request with { Ssid = "home", WifiPassword = "secret", Firmware = "1.17.0.257" }));

    [Fact]
    public void Settings_are_deployed_and_the_patch_store_of_an_earlier_release_is_deleted()
    {
        var plan = FlashPlan.Create(Station.On("esp32"), Request);
        using var json = JsonDocument.Parse(Content(plan, "deploy.json"));
        Assert.Equal("COM5", json.RootElement.GetProperty("serialport").GetString());
        var files = json.RootElement.GetProperty("files").EnumerateArray().ToArray();
        Assert.Equal(
            ["I:\\nanolive.txt", "I:\\nanolive.0", "I:\\nanolive.1", "I:\\nanolive.2", "I:\\nanolive.3"],
            files.Select(file => file.GetProperty("DestinationFilePath").GetString()));
        Assert.Equal(At("nanolive.txt"), files[0].GetProperty("SourceFilePath").GetString());
        Assert.All(files[1..], file => Assert.False(file.TryGetProperty("SourceFilePath", out _)));
        Assert.Equal("device=porch\n", Encoding.UTF8.GetString(Content(plan, "nanolive.txt")));
    }

    [Theory]
    [InlineData("secret", "WPA2")]
    [InlineData(null, "Open")]
    public void Wireless_network_is_joined_by_the_firmware_itself(string? password, string authentication)
    {
        var plan = FlashPlan.Create(Station.On("esp32"), Request with { Ssid = "home", WifiPassword = password });
        using var json = JsonDocument.Parse(Content(plan, "network.json"));
        var client = json.RootElement.GetProperty("WirelessClient");
        Assert.Equal("home", client.GetProperty("Ssid").GetString());
        Assert.Equal(authentication, client.GetProperty("Authentication").GetString());
        Assert.Equal("AutoConnect", client.GetProperty("ConfigurationOption").GetString());
    }

    [Fact]
    public void Image_is_the_release_and_fits_where_it_goes()
    {
        var release = Station.On("esp32");
        Assert.Equal(release.Deployment, Content(FlashPlan.Create(release, Request), "app.bin"));
    }

    [Fact]
    public void Paths_with_blanks_are_quoted() =>
        Assert.Contains("\"my board", Calls("esp32", Request with { Folder = "my board" })[1]);

    [Theory]
    [InlineData("broker", "broker.example:99999")]
    [InlineData("trial-ms", "soon")]
    [InlineData("colour", "green")]
    [InlineData("device", "a\nb")]
    public void Setting_that_the_board_would_pass_over_is_refused(string name, string value) =>
        Assert.Contains(name, Assert.Single(BoardSettingsText.Of([(name, value)]).Problems));

    [Fact]
    public void Settings_are_lines_of_name_and_value() =>
        Assert.Equal("device=porch\nbroker=192.168.1.10:1883\n", BoardSettingsText.Of([("device", "porch"), ("broker", "192.168.1.10:1883")]).Value);

    private static string At(string file) => Path.Combine("out", file);

    private static string[] Calls(string board, FlashRequest request) => [.. FlashPlan.Create(Station.On(board), request).Calls.Select(call => call.ToString())];

    private static byte[] Content(FlashPlan plan, string file) => plan.Files.Single(candidate => candidate.Name == file).Content;
}
