namespace DeviceTests.Doubles
{
    public delegate void PinChanged(object sender, object arguments);
}
