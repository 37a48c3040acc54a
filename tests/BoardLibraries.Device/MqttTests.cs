using System.Text;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;
using nanoFramework.TestFramework;

namespace BoardLibraries.Device
{
    /// <summary>A broker answers at the name broker, port 1883; a message comes back to whoever subscribed exactly to its topic.</summary>
    [TestClass]
    public class MqttTests
    {
        [TestMethod]
        public void A_message_comes_back_to_its_subscriber()
        {
            MqttClient client = new MqttClient("broker");
            string received = null;
            int subscribed = 0;
            int published = 0;
            client.MqttMsgPublishReceived += (sender, e) =>
                received = e.Topic + "=" + Encoding.UTF8.GetString(e.Message, 0, e.Message.Length) + (e.Retain ? " retained" : "");
            client.MqttMsgSubscribed += (sender, e) => subscribed = e.MessageId;
            client.MqttMsgPublished += (sender, e) => published = e.MessageId;
            Assert.IsTrue(client.Connect("board-1") == MqttReasonCode.Success);
            Assert.IsTrue(client.IsConnected);
            ushort request = client.Subscribe(new string[] { "a/b" }, new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce });
            Assert.AreEqual((int)request, subscribed);
            ushort message = client.Publish("a/b", Encoding.UTF8.GetBytes("hello"), null, null, MqttQoSLevel.AtLeastOnce, true);
            Assert.AreEqual("a/b=hello retained", received);
            Assert.AreEqual((int)message, published);
            received = null;
            client.Unsubscribe(new string[] { "a/b" });
            client.Publish("a/b", new byte[0]);
            Assert.IsNull(received);
        }

        [TestMethod]
        public void Closing_is_reported_once_when_the_connection_ends()
        {
            MqttClient client = new MqttClient("broker", 1883, false, null, null, MqttSslProtocols.None);
            int closed = 0;
            client.ConnectionClosed += (sender, e) => closed++;
            client.Connect("board-1", null, null, true, MqttQoSLevel.AtLeastOnce, true, "will", "gone", true, 30);
            client.Disconnect();
            Assert.AreEqual(1, closed);
            Assert.IsFalse(client.IsConnected);
            client.Publish("a", new byte[1]);
            client.Connect("board-1");
            Assert.IsTrue(client.IsConnected);
            client.Close();
            Assert.AreEqual(1, closed);
        }

        [TestMethod]
        public void A_broker_out_of_reach_is_an_exception()
        {
            MqttClient client = new MqttClient("nowhere");
            Assert.ThrowsException(typeof(MqttConnectionException), () => client.Connect("board-1"));
            Assert.IsFalse(client.IsConnected);
            Assert.ThrowsException(typeof(MqttClientException), () => client.Publish("a/#", new byte[0]));
        }
    }
}
