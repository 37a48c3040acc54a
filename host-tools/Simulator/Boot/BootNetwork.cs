using NanoLive.Hardware;

namespace NanoLive.Simulator;

/// <summary>The network as one boot reaches it: the world's message link, or MQTT connections over TCP, all of which end with the boot.</summary>
internal sealed class BootNetwork(BootGate gate, SimulatedLink? link, Action arrived) : INetwork
{
    private readonly List<MqttBridge> _connections = [];

    public IMessageLink? Messages => link;

    public IMqttLink CreateMqtt(string host, int port, IMqttLinkListener listener)
    {
        gate.Check();
        var connection = new MqttBridge(gate, host, port, listener, arrived);
        lock (_connections)
        {
            _connections.Add(connection);
        }

        return connection;
    }

    internal void End()
    {
        link?.Close();
        lock (_connections)
        {
            foreach (var connection in _connections)
            {
                connection.Abort();
            }

            _connections.Clear();
        }
    }
}
