using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace NanoLive.Mqtt.MqttNet;

/// <summary>Our terms in those of MQTTnet 5, and back.</summary>
internal static class MqttNetTerms
{
    public static MqttClientOptions ToMqttNet(this MqttConnectOptions options)
    {
        var result = new MqttClientOptions
        {
            ProtocolVersion = MqttProtocolVersion.V311,

            // MQTTnet's server does not choose one for an MQTT 3.1.1 client.
            ClientId = options.ClientId.Length > 0 ? options.ClientId : $"auto-{Guid.NewGuid():N}",
            CleanSession = options.CleanSession,
            KeepAlivePeriod = TimeSpan.FromSeconds(options.KeepAliveSeconds),
            Timeout = TimeSpan.FromMilliseconds(options.AnswerTimeoutMs),

            // Its default is to reset the connection, which can lose DISCONNECT.
            ChannelOptions = new MqttClientTcpOptions { RemoteEndpoint = new DnsEndPoint(options.Host, options.Port), LingerState = new LingerOption(false, 0) },
        };
        if (options.User is not null)
        {
            result.Credentials = new MqttClientCredentials(options.User, options.Password is null ? null : Encoding.UTF8.GetBytes(options.Password));
        }

        if (options.Will is { } will)
        {
            result.WillTopic = will.Topic;
            result.WillPayload = will.Payload.ToArray();
            result.WillQualityOfServiceLevel = (MqttQualityOfServiceLevel)will.Qos;
            result.WillRetain = will.Retain;
        }

        return result;
    }

    public static MqttApplicationMessage ToMqttNet(this MqttMessage message) => new()
    {
        Topic = message.Topic,
        Payload = new ReadOnlySequence<byte>(message.Payload),
        QualityOfServiceLevel = (MqttQualityOfServiceLevel)message.Qos,
        Retain = message.Retain,
    };

    /// <summary>Copies the payload, whose memory is MQTTnet's own.</summary>
    public static MqttMessage FromMqttNet(this MqttApplicationMessage message)
    {
        var qos = (MqttQos)Math.Min((int)message.QualityOfServiceLevel, 1);
        return new MqttMessage(message.Topic, message.Payload.ToArray(), qos, message.Retain) { Duplicate = message.Dup };
    }

    public static MqttConnectCode FromMqttNet(this MqttClientConnectResultCode code) => code switch
    {
        MqttClientConnectResultCode.Success => MqttConnectCode.Accepted,
        MqttClientConnectResultCode.UnsupportedProtocolVersion => MqttConnectCode.UnacceptableProtocolVersion,
        MqttClientConnectResultCode.ClientIdentifierNotValid => MqttConnectCode.IdentifierRejected,
        MqttClientConnectResultCode.BadUserNameOrPassword => MqttConnectCode.BadUserNameOrPassword,
        MqttClientConnectResultCode.NotAuthorized => MqttConnectCode.NotAuthorized,
        _ => MqttConnectCode.ServerUnavailable,
    };

    public static MqttConnectReasonCode ToMqttNet(this MqttConnectCode code) => code switch
    {
        MqttConnectCode.Accepted => MqttConnectReasonCode.Success,
        MqttConnectCode.UnacceptableProtocolVersion => MqttConnectReasonCode.UnsupportedProtocolVersion,
        MqttConnectCode.IdentifierRejected => MqttConnectReasonCode.ClientIdentifierNotValid,
        MqttConnectCode.BadUserNameOrPassword => MqttConnectReasonCode.BadUserNameOrPassword,
        MqttConnectCode.NotAuthorized => MqttConnectReasonCode.NotAuthorized,
        _ => MqttConnectReasonCode.ServerUnavailable,
    };

    public static bool IsNetworkFailure(Exception? exception) =>
        exception is SocketException || exception?.InnerException is { } inner && IsNetworkFailure(inner);

    public static MqttDisconnection Disconnection(bool requested, Exception? exception) => exception switch
    {
        _ when requested => new(MqttDisconnectReason.Requested, "Disconnected on request."),
        null => new(MqttDisconnectReason.ClosedByBroker, "The broker closed the connection."),
        MqttCommunicationTimedOutException or OperationCanceledException => new(MqttDisconnectReason.NoAnswer, "The broker left a packet unanswered."),
        MqttProtocolViolationException => new(MqttDisconnectReason.ProtocolViolated, exception.Message),
        _ => new(MqttDisconnectReason.NetworkFailed, exception.Message),
    };
}
