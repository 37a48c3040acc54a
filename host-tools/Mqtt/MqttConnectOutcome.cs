namespace NanoLive.Mqtt;

/// <summary>How a connection attempt ended.</summary>
/// <param name="SessionPresent">The broker still had this client's session: its subscriptions need not be made again (3.2.2.2).</param>
/// <param name="Diagnostic">One sentence for a person; empty when accepted.</param>
public sealed record MqttConnectOutcome(MqttConnectCode Code, bool SessionPresent, string Diagnostic)
{
    public bool IsAccepted => Code == MqttConnectCode.Accepted;
}
