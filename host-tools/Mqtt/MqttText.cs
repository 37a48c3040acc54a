using System.Text;

namespace NanoLive.Mqtt;

/// <summary>What an MQTT string can carry (MQTT 3.1.1, 1.5.3): at most 65,535 bytes of UTF-8, no U+0000, no lone surrogate.</summary>
internal static class MqttText
{
    public const int MaxBytes = 65_535;

    public static bool IsValid(string text) =>
        text.Length <= MaxBytes && !text.Contains('\0') && !HasLoneSurrogate(text) && Encoding.UTF8.GetByteCount(text) <= MaxBytes;

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
