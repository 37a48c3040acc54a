using NanoLive.Mqtt.Tests.Support;
using Xunit;

namespace NanoLive.Mqtt.Tests.Contract;

public sealed class OwnBrokerContract(OwnBroker broker) : ClientContract(broker), IClassFixture<OwnBroker>;
