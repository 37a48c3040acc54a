namespace Corpus.Parts
{
    /// <summary>
    /// A barometer: 8 registers of configuration, pressure in 1/4096 hPa and temperature in 1/480 degrees above 42.5. Powered down it answers zeros;
    /// without block update the lowest byte of the pressure is already the next measurement's.
    /// </summary>
    public sealed class Lps25hPart : RegisterMap
    {
        private const int Identity = 0x0F;
        private const int Control1 = 0x20;
        private const int Control2 = 0x21;
        private const int InterruptSource = 0x25;
        private const int Status = 0x27;
        private const int PressureOut = 0x28;
        private const int TemperatureOut = 0x2B;
        private const int Threshold = 0x30;

        public Lps25hPart()
            : base(0x80)
        {
            State[Identity] = 0xBD;
            State[0x10] = 0x05;
        }

        // The highest bit asks for the next registers, too.
        protected override int Addressed(int first)
        {
            return first & 0x7F;
        }

        protected override int Get(int register)
        {
            bool isOn = (State[Control1] & 0x80) != 0;
            if (register == Status)
            {
                return isOn ? 0x03 : 0;
            }

            if (register == InterruptSource)
            {
                int threshold = (State[Threshold] | (State[Threshold + 1] << 8)) / 16;
                return isOn && (State[Control1] & 0x08) != 0 && threshold > 0 && (Pressure(0) / 4096) > 1000 + threshold ? 0x05 : 0;
            }

            if (register >= PressureOut && register < PressureOut + 3)
            {
                bool isTorn = register == PressureOut && (State[Control1] & 0x04) == 0;
                return isOn ? Pressure(isTorn ? 1 : 0) >> (8 * (register - PressureOut)) : 0;
            }

            if (register == TemperatureOut || register == TemperatureOut + 1)
            {
                return isOn ? Wandering(9, -12000, -6000) >> (8 * (register - TemperatureOut)) : 0;
            }

            return State[register];
        }

        protected override void Put(int register, int value)
        {
            if (register == Control2 && (value & 0x04) != 0)
            {
                State[Control1] = 0;
                State[0x10] = 0x05;
                return;
            }

            if (register != Identity)
            {
                State[register] = (byte)value;
            }
        }

        private int Pressure(int later)
        {
            long now = Step;
            Step += later;
            int pressure = (Wandering(5, 980, 1030) * 4096) + (Measured(4) << 3);
            Step = now;
            return pressure;
        }
    }
}
