namespace Drivers
{
    /// <summary>One of the four outputs, as the driver keeps it.</summary>
    public sealed class DacChannel
    {
        internal DacChannel(int number)
        {
            Number = number;
        }

        public int Number { get; }

        /// <summary>0 to 4095.</summary>
        public int Value { get; internal set; }

        public VoltageReference Reference { get; internal set; }

        public OutputGain Gain { get; internal set; }

        public PowerDown PowerDown { get; internal set; }

        /// <summary>Steps that are left of a ramp, and where it goes.</summary>
        internal int RampSteps { get; set; }

        internal int RampTo { get; set; }

        /// <summary>Millivolts that come out.</summary>
        public int Millivolts(int supplyMillivolts)
        {
            if (PowerDown != PowerDown.Normal)
            {
                return 0;
            }

            int full = Reference == VoltageReference.Supply ? supplyMillivolts : Gain == OutputGain.X2 ? 4096 : 2048;
            int output = Value * full / 4096;
            return output > supplyMillivolts ? supplyMillivolts : output;
        }

        internal int Step()
        {
            int next = Value + ((RampTo - Value) / RampSteps);
            RampSteps--;
            return next;
        }
    }
}
