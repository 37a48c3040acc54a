using NanoLive.Mqtt.Tests.Support;
using Xunit;

namespace NanoLive.Mqtt.Tests.Contract;

public sealed class MosquittoContract(MosquittoBroker broker) : ClientContract(broker), IClassFixture<MosquittoBroker>;
