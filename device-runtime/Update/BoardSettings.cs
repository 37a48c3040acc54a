using NanoLive.Format;

namespace NanoLive.Update
{
    /// <summary>What is set for one board, in the field: who it is, whom it listens to, how patient it is. Names are listed in FORMAT.md.</summary>
    public sealed class BoardSettings
    {
        // In the order in which Set looks at them: one text takes less of a board than a comparison each.
        private const string Known = "device root fleet groups broker user password trace-ticks"
            + " trial-ms tick-limit-ms stuck-ms quiescence-ms slice swaps-per-tick interrupts poll-ms health-ms";

        /// <summary>Setting <c>device</c>.</summary>
        public string DeviceId = "unnamed";

        /// <summary>Setting <c>root</c>: first level of all topics.</summary>
        public string Root = "nanolive";

        /// <summary>Setting <c>fleet</c>: second level of all topics.</summary>
        public string Fleet = "default";

        /// <summary>Setting <c>groups</c>, separated by commas: whose offers this board takes, besides those to itself.</summary>
        public string[] Groups = new string[] { "all" };

        /// <summary>Setting <c>broker</c>, <c>host:port</c>; null: the board stays offline.</summary>
        public string BrokerHost;

        public int BrokerPort = 1883;

        /// <summary>Settings <c>user</c> and <c>password</c>; null: none.</summary>
        public string BrokerUser;

        public string BrokerPassword;

        /// <summary>Setting <c>trial-ms</c>: how long a patch is on trial.</summary>
        public int TrialMs = 10000;

        /// <summary>Setting <c>tick-limit-ms</c>: a tick that takes longer during a trial ends it.</summary>
        public int TickLimitMs = 500;

        /// <summary>Setting <c>stuck-ms</c>: a tick, or a step of an update, that has not ended after that is broken off.</summary>
        public int StuckMs = 10000;

        /// <summary>Setting <c>quiescence-ms</c>: how long a swap waits for callers on other threads before it gives up for now.</summary>
        public int QuiescenceMs = 50;

        /// <summary>Setting <c>slice</c>: field multiplications of a signature verification between two looks at the clock.</summary>
        public int SliceMultiplications = 32;

        /// <summary>Setting <c>swaps-per-tick</c>: how many objects are swapped in one hold of the loop.</summary>
        public int SwapsPerTick = 32;

        /// <summary>Setting <c>interrupts</c>: how many interrupts can wait for the loop.</summary>
        public int InterruptCapacity = 64;

        /// <summary>Setting <c>poll-ms</c>: how often the broker connection is looked at, at least.</summary>
        public int PollMs = 50;

        /// <summary>Setting <c>health-ms</c>: how long the broker may be out of reach before a patch on trial is taken back for it.</summary>
        public int HealthMs = 5000;

        /// <summary>Setting <c>trace-ticks</c>, 1 or 2: 2 also writes every tick and every interrupt into the diary.</summary>
        public bool TraceTicks;

        /// <summary>Topic below this board's own: <c>root/fleet/device/id/name</c>.</summary>
        public string DeviceTopic(string name)
        {
            return Root + "/" + Fleet + "/device/" + DeviceId + "/" + name;
        }

        /// <summary>Takes one setting by name. False, and nothing changed, when the name is unknown or the value is none of its kind.</summary>
        public bool Set(string name, string value)
        {
            switch (Names.IndexOf(Known.Split(' '), name))
            {
                case 0:
                    return SetName(ref DeviceId, value);
                case 1:
                    return SetName(ref Root, value);
                case 2:
                    return SetName(ref Fleet, value);
                case 3:
                    Groups = value.Split(',');
                    return true;
                case 4:
                    return SetBroker(value);
                case 5:
                    BrokerUser = value;
                    return true;
                case 6:
                    BrokerPassword = value;
                    return true;
                case 7:
                    TraceTicks = value == "2";
                    return TraceTicks || value == "1";
                case 8:
                    return SetNumber(ref TrialMs, value);
                case 9:
                    return SetNumber(ref TickLimitMs, value);
                case 10:
                    return SetNumber(ref StuckMs, value);
                case 11:
                    return SetNumber(ref QuiescenceMs, value);
                case 12:
                    return SetNumber(ref SliceMultiplications, value);
                case 13:
                    return SetNumber(ref SwapsPerTick, value);
                case 14:
                    return SetNumber(ref InterruptCapacity, value);
                case 15:
                    return SetNumber(ref PollMs, value);
                case 16:
                    return SetNumber(ref HealthMs, value);
                default:
                    return false;
            }
        }

        private bool SetBroker(string value)
        {
            int colon = value.LastIndexOf(':');
            int port = 1883;
            if (colon == 0 || (colon > 0 && !TryParse(value.Substring(colon + 1), out port)) || port > 65535)
            {
                return false;
            }

            BrokerHost = colon < 0 ? value : value.Substring(0, colon);
            BrokerPort = port;
            return true;
        }

        // A level of a topic: no separators, no wildcards (MQTT 3.1.1 section 4.7).
        private static bool SetName(ref string setting, string value)
        {
            if (value.Length == 0 || value.IndexOf('/') >= 0 || value.IndexOf('+') >= 0 || value.IndexOf('#') >= 0)
            {
                return false;
            }

            setting = value;
            return true;
        }

        private static bool SetNumber(ref int setting, string value)
        {
            int number;
            if (!TryParse(value, out number))
            {
                return false;
            }

            setting = number;
            return true;
        }

        // 1 to 99999999; the class library's own parsing throws.
        private static bool TryParse(string text, out int number)
        {
            number = 0;
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] < '0' || text[i] > '9' || i == 8)
                {
                    return false;
                }

                number = (number * 10) + (text[i] - '0');
            }

            return number > 0;
        }
    }
}
