namespace Drivers
{
    /// <summary>Commands of the SGP30.</summary>
    internal enum Command : ushort
    {
        InitAirQuality = 0x2003,
        MeasureAirQuality = 0x2008,
        GetBaseline = 0x2015,
        SetBaseline = 0x201E,
        GetFeatureSet = 0x202F,
        MeasureTest = 0x2032,
        MeasureRaw = 0x2050,
        SetHumidity = 0x2061,
        GetSerial = 0x3682,
    }
}
