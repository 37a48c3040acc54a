using System.CommandLine;
using NanoLive.Mqtt;
using NanoLive.Publishing;
using NanoLive.Signing;

namespace NanoLive.Cli.Verbs;

/// <summary><c>nanolive publish</c>: hands a patch to the broker for a group of boards.</summary>
public static class PublishVerb
{
    public static Command Create()
    {
        Argument<string> file = new("file") { Description = "A patch file, *.nlp." };
        Option<int> inlineLimit = new("--inline-limit") { Description = "Bytes up to which a patch travels in one message.", DefaultValueFactory = _ => new PublishOptions().InlineLimitBytes };
        Option<bool> withdraw = new("--withdraw") { Description = "Take the group's offer back instead: boards that have not taken it will not." };
        Option<string> group = CommonOptions.Group();
        FleetOptions fleet = new();
        Command command = new(
            "publish",
            "Publish a patch, retained: boards take it when they are ready, and those that are off when they come back.\n"
            + "Example: nanolive publish fix.nlp --broker 127.0.0.1:1883 --fleet default --group all")
        {
            file, group, inlineLimit, withdraw,
        };
        fleet.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            PatchFile patch = Inputs.Patch(parsed.GetRequiredValue(file));
            FleetTopics topics = fleet.Topics(parsed);
            string groupName = RequireGroup(parsed.GetRequiredValue(group));
            await using IMqttClient client = await fleet.ConnectAsync(parsed, cancel);
            PatchPublisher publisher = new(client, topics);
            return parsed.GetValue(withdraw)
                ? await WithdrawAsync(publisher, patch, groupName, cancel)
                : await PublishAsync(publisher, patch, groupName, parsed.GetValue(inlineLimit), cancel);
        });
        return command;
    }

    private static string RequireGroup(string group) => FleetTopics.IsLevel(group)
        ? group
        : throw new Failure(ExitCode.Usage, $"\"{group}\" cannot be a group", "use letters, digits, - _ .");

    private static async Task<int> PublishAsync(PatchPublisher publisher, PatchFile patch, string group, int inlineLimit, CancellationToken cancel)
    {
        Result<Publication> outcome = await publisher.PublishAsync(patch, group, new PublishOptions { InlineLimitBytes = inlineLimit }, cancel);
        if (!outcome.Succeeded)
        {
            throw new Failure(ExitCode.Broker, outcome.Problems[0], "");
        }

        Publication done = outcome.Value;
        Terminal.Facts(
        [
            ("patch", patch.Digest),
            ("offered on", done.OfferTopic),
            ("sent", done.ChunkCount == 0 ? $"{done.PayloadBytes} bytes in one message" : $"{done.PayloadBytes} bytes: an offer and {done.ChunkCount} chunks"),
            ("next", "nanolive watch"),
        ]);
        return ExitCode.Ok;
    }

    private static async Task<int> WithdrawAsync(PatchPublisher publisher, PatchFile patch, string group, CancellationToken cancel)
    {
        Result<string> topic = await publisher.WithdrawAsync(group, cancel);
        Result<string> chunks = await publisher.RemoveChunksAsync(patch, cancel);
        if (!topic.Succeeded || !chunks.Succeeded)
        {
            throw new Failure(ExitCode.Broker, topic.Problems.Concat(chunks.Problems).First(), "");
        }

        Terminal.Line($"withdrawn from {topic.Value}; boards that took the patch keep it (nanolive rollback undoes it)");
        return ExitCode.Ok;
    }
}
