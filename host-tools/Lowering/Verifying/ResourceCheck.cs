using NanoLive.Lowering.Pe;

namespace NanoLive.Lowering.Verifying;

/// <summary>Resources: data inside and in order, sorted ids within a file, and a row after each file's last that ends its data.</summary>
internal sealed class ResourceCheck(PeImage image, RowReport report)
{
    public void Run()
    {
        uint last = 0;
        for (var i = 0; i < image.Resources.Length && !report.IsFull; i++)
        {
            var row = image.Resources[i];
            if (row.Offset > image.ResourceData.Length || row.Offset < last || (row.Flags & 3) > row.Offset - last)
            {
                report.Error(PeTable.Resources, i, "pe-resource", $"data at {row.Offset} of {image.ResourceData.Length}, after {last}.");
            }

            if (row.Kind > 4)
            {
                report.Error(PeTable.Resources, i, "pe-resource", $"kind {row.Kind}.");
            }

            last = row.Offset;
        }

        for (var i = 0; i < image.ResourceFiles.Length && !report.IsFull; i++)
        {
            CheckFile(i, image.ResourceFiles[i]);
        }
    }

    private void CheckFile(int index, PeResourceFile file)
    {
        report.String(PeTable.ResourcesFiles, index, file.Name, "name");
        var rows = (uint)image.Resources.Length;
        if (file.Resources > 0 && (file.FirstResource >= rows || file.Resources >= rows - file.FirstResource))
        {
            report.Error(
                PeTable.ResourcesFiles, index, "pe-resource", $"{file.Resources} resources from row {file.FirstResource} of {rows}, and one more to end them.");
            return;
        }

        for (var i = 1; i < file.Resources; i++)
        {
            if (image.Resources[(int)file.FirstResource + i].Id <= image.Resources[(int)file.FirstResource + i - 1].Id)
            {
                report.Error(PeTable.Resources, (int)file.FirstResource + i, "pe-resource", "ids are not in order.");
            }
        }
    }
}
