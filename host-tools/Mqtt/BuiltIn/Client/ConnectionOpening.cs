using System.Net.Sockets;
using NanoLive.Mqtt.Packets;

namespace NanoLive.Mqtt.Client;

/// <summary>From an address to an accepted connection, or to the reason why there is none.</summary>
internal static class ConnectionOpening
{
    /// <summary>The connection is not null exactly when the outcome says accepted; it then waits for <see cref="ClientConnection.Start"/>.</summary>
    public static async Task<(ClientConnection? Connection, MqttConnectOutcome Outcome)> OpenAsync(
        ConnectPacket connect,
        MqttConnectOptions options,
        CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(options.ConnectTimeoutMs);
        string where = $"{options.Host}:{options.Port}";
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        ClientConnection? accepted = null;
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, bounded.Token);
            var connection = new ClientConnection(socket, options);
            Received received = await connection.HandshakeAsync(connect, bounded.Token);
            MqttConnectOutcome outcome = Judge(received, where);
            accepted = outcome.IsAccepted ? connection : null;
            return (accepted, outcome);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new(MqttConnectCode.Unreachable, false, $"No answer from {where} within {options.ConnectTimeoutMs} ms."));
        }
        catch (SocketException e)
        {
            return (null, new(MqttConnectCode.Unreachable, false, $"No connection to {where}: {e.Message}."));
        }
        catch (IOException e)
        {
            return (null, new(MqttConnectCode.NotABroker, false, $"No MQTT broker at {where}: {e.Message}"));
        }
        finally
        {
            if (accepted is null)
            {
                socket.Dispose();
            }
        }
    }

    private static MqttConnectOutcome Judge(Received received, string where) => received switch
    {
        { Packet: ConnackPacket { Code: MqttConnectCode.Accepted } connack } => new(MqttConnectCode.Accepted, connack.SessionPresent, ""),
        { Packet: ConnackPacket connack } => new(connack.Code, false, $"The broker at {where} refused the connection: {Words(connack.Code)}."),
        { Packet: not null } => new(MqttConnectCode.NotABroker, false, $"No MQTT broker at {where}: its first packet was not CONNACK."),
        { Violation: not null } => new(MqttConnectCode.NotABroker, false, $"No MQTT 3.1.1 broker at {where}: {received.Violation}."),
        _ => new(MqttConnectCode.NotABroker, false, $"No MQTT broker at {where}: it closed the connection without an answer."),
    };

    private static string Words(MqttConnectCode code) => code switch
    {
        MqttConnectCode.UnacceptableProtocolVersion => "it does not speak MQTT 3.1.1",
        MqttConnectCode.IdentifierRejected => "it rejects the client id",
        MqttConnectCode.ServerUnavailable => "it is unavailable or full",
        MqttConnectCode.BadUserNameOrPassword => "wrong user name or password",
        _ => "not authorised",
    };
}
