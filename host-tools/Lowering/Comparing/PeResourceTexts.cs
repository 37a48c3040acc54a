using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Comparing;

/// <summary>Resources as text.</summary>
internal static class PeResourceTexts
{
    /// <summary><c>App.Resources.nanoresources 1234 kind 3: 48656C6C6F00</c></summary>
    public static IReadOnlyList<string> Of(PeImage image)
    {
        var texts = new List<string>();
        foreach (var file in image.ResourceFiles)
        {
            for (var i = 0; i < file.Resources && file.FirstResource + i + 1 < image.Resources.Length; i++)
            {
                var row = image.Resources[(int)file.FirstResource + i];
                var next = image.Resources[(int)file.FirstResource + i + 1];
                var data = image.ResourceData.Span[(int)row.Offset..(int)(next.Offset - (next.Flags & 3u))];
                texts.Add($"{PeStrings.Text(image, file.Name)} {row.Id} kind {row.Kind}: {Convert.ToHexString(data)}");
            }
        }

        return texts;
    }
}
