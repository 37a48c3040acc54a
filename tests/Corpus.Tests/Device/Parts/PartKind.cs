namespace Corpus.Parts
{
    /// <summary>The parts by the names that pairs give them.</summary>
    public static class PartKind
    {
        public static Part Create(string kind)
        {
            switch (kind)
            {
                case "registers":
                    return new RegisterPart();
                case "words":
                    return new WordPart();
                case "scratchpad":
                    return new ScratchpadPart();
                case "lps25h":
                    return new Lps25hPart();
                case "tcs34725":
                    return new Tcs34725Part();
                case "ina226":
                    return new Ina226Part();
                case "mpr121":
                    return new Mpr121Part();
                case "tmp117":
                    return new Tmp117Part();
                case "drv2605":
                    return new Drv2605Part();
                case "pcf8523":
                    return new Pcf8523Part();
                case "sgp30":
                    return new Sgp30Part();
                case "mcp4728":
                    return new Mcp4728Part();
                case "lis3dh":
                    return new Lis3dhPart();
                case "ltc2941":
                    return new Ltc2941Part();
                case "bh1745":
                    return new Bh1745Part();
                case "vl6180x":
                    return new Vl6180xPart();
                case "ccs811":
                    return new Ccs811Part();
                case "axp209":
                    return new Axp209Part();
                case "is31fl3731":
                    return new Is31fl3731Part();
                case "max30102":
                    return new Max30102Part();
                default:
                    return new EepromPart();
            }
        }
    }
}
