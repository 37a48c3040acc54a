using NanoLive.Mqtt;
using NanoLive.Signing;

namespace NanoLive.Publishing;

/// <summary>
/// Hands patches to a broker, which keeps them: boards fetch when they are ready, and nothing of ours has to run meanwhile. The client must be
/// connected. Messages are QoS 1 and acknowledged before the next step.
/// </summary>
public sealed class PatchPublisher(IMqttClient client, FleetTopics topics)
{
    /// <summary>
    /// Chunks first, the offer last: a board that sees the offer finds all of the payload. Repeating it changes nothing. The offer takes the
    /// place of the one that the group had.
    /// </summary>
    public async Task<Result<Publication>> PublishAsync(PatchFile patch, string group, PublishOptions options, CancellationToken cancellationToken = default)
    {
        bool inline = patch.Envelope.Length <= options.EffectiveLimitBytes;
        ReadOnlyMemory<byte> offer = inline ? patch.Envelope : patch.OfferWithoutPayload();
        if (offer.Length > options.EffectiveLimitBytes)
        {
            return Result<Publication>.Refused(
                "broker",
                $"the offer has {offer.Length} bytes even without its payload: raise the inline limit of {options.EffectiveLimitBytes}.");
        }

        string offerTopic = topics.Offer(group);
        long bytes = offer.Length;
        int chunks = 0;
        try
        {
            foreach (ReadOnlyMemory<byte> chunk in inline ? [] : patch.Chunks())
            {
                await RetainAsync(topics.Chunk(patch.Digest, chunks), chunk, cancellationToken);
                bytes += chunk.Length;
                chunks++;
            }

            await RetainAsync(offerTopic, offer, cancellationToken);
        }
        catch (MqttDisconnectedException failure)
        {
            return Lost<Publication>(failure, "Publish it again: what is there already does no harm.");
        }

        return new Publication(offerTopic, chunks, offer.Length, bytes);
    }

    /// <summary>
    /// Takes the offer of a group back: boards that have not taken it will not. Those that have keep the patch; a neutral patch undoes it.
    /// </summary>
    /// <returns>The topic that is empty now.</returns>
    public async Task<Result<string>> WithdrawAsync(string group, CancellationToken cancellationToken = default)
    {
        string topic = topics.Offer(group);
        try
        {
            await RetainAsync(topic, ReadOnlyMemory<byte>.Empty, cancellationToken);
            return topic;
        }
        catch (MqttDisconnectedException failure)
        {
            return Lost<string>(failure, "Withdraw it again.");
        }
    }

    /// <summary>Removes the chunks of a patch that no group is offered any more; a board in the middle of a download would wait for the rest.</summary>
    public async Task<Result<string>> RemoveChunksAsync(PatchFile patch, CancellationToken cancellationToken = default)
    {
        int chunks = 0;
        try
        {
            foreach (ReadOnlyMemory<byte> _ in patch.Chunks())
            {
                await RetainAsync(topics.Chunk(patch.Digest, chunks++), ReadOnlyMemory<byte>.Empty, cancellationToken);
            }

            return patch.Digest;
        }
        catch (MqttDisconnectedException failure)
        {
            return Lost<string>(failure, "Remove them again.");
        }
    }

    private Task RetainAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        client.PublishAsync(new MqttMessage(topic, payload, MqttQos.AtLeastOnce, Retain: true), cancellationToken);

    private static Result<T> Lost<T>(MqttDisconnectedException failure, string advice)
        where T : class => Result<T>.Refused("broker", $"the connection to the broker was lost: {failure.Message} {advice}");
}
