namespace DeviceTests.Drivers
{
    /// <summary>What a test looks at in a class that came later, by name.</summary>
    public interface IProbe
    {
        int Get(string name);

        void Set(string name, int value);
    }
}
