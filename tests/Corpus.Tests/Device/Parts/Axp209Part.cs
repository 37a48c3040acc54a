namespace Corpus.Parts
{
    /// <summary>
    /// A power chip: outputs with their voltages, a battery that is charged while there is a supply, measurements of 12 bits in two bytes each that are there only
    /// when their converter is on, and interrupts that are written down by ones.
    /// </summary>
    public sealed class Axp209Part : RegisterMap
    {
        private const int PowerStatus = 0x00;
        private const int ChargeStatus = 0x01;
        private const int Charge1 = 0x33;
        private const int Interrupts = 0x48;
        private const int Vbus = 0x5A;
        private const int Temperature = 0x5E;
        private const int BatteryVoltage = 0x78;
        private const int ChargeCurrent = 0x7A;
        private const int DischargeCurrent = 0x7C;
        private const int AdcEnable = 0x82;
        private const int WasSupplied = 0xF0;

        public Axp209Part()
            : base(0xF1)
        {
            State[0x03] = 0x41;
            State[0x12] = 0x5F;
            State[0x23] = 0x16;
            State[0x27] = 0x20;
            State[0x28] = 0xC8;
            State[Charge1] = 0xC0;
            State[AdcEnable] = 0x83;
        }

        protected override int Get(int register)
        {
            bool isSupplied = Step / 15 % 3 != 1;
            Note(isSupplied);
            bool isCharging = isSupplied && (State[Charge1] & 0x80) != 0 && Battery() < Target();
            switch (register)
            {
                case PowerStatus:
                    return (isSupplied ? 0x30 : 0) | (isCharging ? 0x04 : 0);
                case ChargeStatus:
                    return 0x20 | (isCharging ? 0x40 : 0);
                case Vbus:
                case Vbus + 1:
                    return Twelve(register - Vbus, isSupplied ? Wandering(3, 4850, 5150) * 10 / 17 : 0, 0x08);
                case Temperature:
                case Temperature + 1:
                    return Twelve(register - Temperature, 1447 + Wandering(2, 220, 480), 0x00);
                case BatteryVoltage:
                case BatteryVoltage + 1:
                    return Twelve(register - BatteryVoltage, Battery() * 10 / 11, 0x80);
                case ChargeCurrent:
                case ChargeCurrent + 1:
                    return Twelve(register - ChargeCurrent, isCharging ? 2 * (300 + ((State[Charge1] & 15) * 100)) : 0, 0x40);
                case DischargeCurrent:
                case DischargeCurrent + 1:
                    int drawn = isSupplied ? 0 : Wandering(6, 200, 700);
                    return (State[AdcEnable] & 0x40) == 0 ? 0 : register == DischargeCurrent ? drawn >> 5 : drawn & 31;
                default:
                    return State[register];
            }
        }

        protected override void Put(int register, int value)
        {
            if (register >= Interrupts && register < Interrupts + 5)
            {
                State[register] &= (byte)~value;
            }
            else if (register > 0x03 && register < WasSupplied)
            {
                State[register] = (byte)value;
            }
        }

        // A supply that comes or goes is an interrupt.
        private void Note(bool isSupplied)
        {
            if (isSupplied != (State[WasSupplied] == 1))
            {
                State[Interrupts] |= (byte)(isSupplied ? 0x08 : 0x04);
                State[WasSupplied] = (byte)(isSupplied ? 1 : 0);
            }
        }

        private int Twelve(int part, int value, int enable)
        {
            bool isOn = enable == 0 || (State[AdcEnable] & enable) != 0;
            return !isOn ? 0 : part == 0 ? value >> 4 : value & 15;
        }

        private int Battery()
        {
            return Wandering(1, 3300, 4250);
        }

        private int Target()
        {
            int[] targets = { 4100, 4150, 4200, 4360 };
            return targets[(State[Charge1] >> 5) & 3];
        }
    }
}
