namespace DeviceTests.Drivers
{
    public struct Calibration
    {
        public int T1;
        public long T2;
    }
}
