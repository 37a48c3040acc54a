namespace NanoLive.Simulator.Tests;

/// <summary>
/// The compensation of data sheet BST-BME280-DS002 as a driver does it, from the bytes of the registers: section 4.2.3 in 32 and 64-bit
/// integers, and appendix 8.2 with a 32-bit pressure. Written from the data sheet, not from the model.
/// </summary>
internal sealed class Bme280Reference
{
    private readonly int _t1, _t2, _t3, _p1, _p2, _p3, _p4, _p5, _p6, _p7, _p8, _p9, _h1, _h2, _h3, _h4, _h5, _h6;
    private int _fine;

    internal Bme280Reference(byte[] low, byte[] high)
    {
        int U16(int i) => low[i] | (low[i + 1] << 8);
        int S16(int i) => (short)U16(i);
        (_t1, _t2, _t3) = (U16(0), S16(2), S16(4));
        (_p1, _p2, _p3, _p4, _p5) = (U16(6), S16(8), S16(10), S16(12), S16(14));
        (_p6, _p7, _p8, _p9) = (S16(16), S16(18), S16(20), S16(22));
        _h1 = low[25];
        _h2 = (short)(high[0] | (high[1] << 8));
        _h3 = high[2];
        _h4 = ((sbyte)high[3] * 16) + (high[4] & 0x0F);
        _h5 = ((sbyte)high[5] * 16) + (high[4] >> 4);
        _h6 = (sbyte)high[6];
    }

    internal static (int Pressure, int Temperature, int Humidity) Raw(byte[] data) => (
        (data[0] << 12) | (data[1] << 4) | (data[2] >> 4),
        (data[3] << 12) | (data[4] << 4) | (data[5] >> 4),
        (data[6] << 8) | data[7]);

    /// <summary>Degrees Celsius; goes before the other two, which need its fine resolution.</summary>
    internal double Temperature(int raw)
    {
        int var1 = (((raw >> 3) - (_t1 << 1)) * _t2) >> 11;
        int var2 = (((((raw >> 4) - _t1) * ((raw >> 4) - _t1)) >> 12) * _t3) >> 14;
        _fine = var1 + var2;
        return (((_fine * 5) + 128) >> 8) / 100.0;
    }

    /// <summary>Pascal, 64-bit integers, Q24.8.</summary>
    internal double Pressure64(int raw)
    {
        long var1 = _fine - 128000L;
        long var2 = var1 * var1 * _p6;
        var2 += (var1 * _p5) << 17;
        var2 += (long)_p4 << 35;
        var1 = ((var1 * var1 * _p3) >> 8) + ((var1 * _p2) << 12);
        var1 = (((1L << 47) + var1) * _p1) >> 33;
        long p = 1048576 - raw;
        p = ((p << 31) - var2) * 3125 / var1;
        var1 = (_p9 * (p >> 13) * (p >> 13)) >> 25;
        var2 = (_p8 * p) >> 19;
        p = ((p + var1 + var2) >> 8) + ((long)_p7 << 4);
        return p / 256.0;
    }

    /// <summary>Pascal, 32-bit integers.</summary>
    internal double Pressure32(int raw)
    {
        int var1 = (_fine >> 1) - 64000;
        int var2 = (((var1 >> 2) * (var1 >> 2)) >> 11) * _p6;
        var2 += (var1 * _p5) << 1;
        var2 = (var2 >> 2) + (_p4 << 16);
        var1 = (((_p3 * (((var1 >> 2) * (var1 >> 2)) >> 13)) >> 3) + ((_p2 * var1) >> 1)) >> 18;
        var1 = ((32768 + var1) * _p1) >> 15;
        uint p = ((uint)(1048576 - raw) - (uint)(var2 >> 12)) * 3125;
        p = p < 0x80000000 ? (p << 1) / (uint)var1 : p / (uint)var1 * 2;
        var1 = (_p9 * (int)(((p >> 3) * (p >> 3)) >> 13)) >> 12;
        var2 = ((int)(p >> 2) * _p8) >> 13;
        return (uint)((int)p + ((var1 + var2 + _p7) >> 4));
    }

    /// <summary>Percent, 32-bit integers, Q22.10.</summary>
    internal double Humidity(int raw)
    {
        int v = _fine - 76800;
        v = (((raw << 14) - (_h4 << 20) - (_h5 * v)) + 16384 >> 15)
            * ((((((((v * _h6) >> 10) * (((v * _h3) >> 11) + 32768)) >> 10) + 2097152) * _h2) + 8192) >> 14);
        v -= (((((v >> 15) * (v >> 15)) >> 7) * _h1) >> 4);
        v = v < 0 ? 0 : v;
        v = v > 419430400 ? 419430400 : v;
        return (uint)(v >> 12) / 1024.0;
    }
}
