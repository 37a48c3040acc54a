using System.Collections.Concurrent;
using NanoLive.Format;
using NanoLive.Packing;
using NanoLive.Patching;
using NanoLive.Signing;
using NanoLive.Simulator;

namespace NanoLive.Stories.Tests;

/// <summary>The weather station as it is flashed, and its updates as signed patches. Everything is made once and then shared.</summary>
internal static class Firmware
{
    private static readonly ConcurrentDictionary<string, Lazy<Build>> s_builds = new();
    private static readonly ConcurrentDictionary<string, Lazy<PatchContent>> s_contents = new();
    private static readonly ConcurrentDictionary<string, Lazy<PatchFile>> s_patches = new();
    private static readonly Lazy<ReleaseImage> s_image = new(Prepare);
    private static readonly Lazy<ReleaseFiles> s_release = new(() => SimulatedRelease.FilesOf(s_image.Value));

    /// <summary>What the boards trust.</summary>
    public static SigningKey Key { get; } = SigningKey.Generate();

    public static ReleaseFiles Release => s_release.Value;

    /// <summary>Hexadecimal.</summary>
    public static string ReleaseDigest => Convert.ToHexStringLower(s_image.Value.Digest);

    /// <summary>A patch from the release, and from the states of earlier patches, to an update.</summary>
    public static PatchFile Patch(string update, long sequence, params PatchFile[] after) =>
        Signed(new Order(update, sequence) { After = after });

    /// <summary>A patch that leads from earlier ones back to the release.</summary>
    public static PatchFile Neutral(long sequence, params PatchFile[] after) => Signed(new Order("release", sequence) { After = after });

    /// <summary>A patch for the next reboot.</summary>
    public static PatchFile AtReboot(string update, long sequence) => Signed(new Order(update, sequence) { AtReboot = true });

    /// <summary>Equal orders get the same bytes, signature included.</summary>
    public static PatchFile Signed(Order order) => s_patches.GetOrAdd(order.ToString(), _ => new Lazy<PatchFile>(() => Sign(order))).Value;

    private static ReleaseImage Prepare() => SimulatedRelease.Prepare(Build("release"), [Key.Public.Point.ToArray()]);

    private static PatchFile Sign(Order order)
    {
        var content = s_contents.GetOrAdd(order.Compiled, _ => new Lazy<PatchContent>(() => Compile(order))).Value;
        var images = new PackedBase(s_image.Value.Images);
        var packed = order.IsPacked ? PayloadPacker.Pack(PlanWriter.Write(content.Plan).Value!, content.Assembly, images, content.Plan.BaseDigest) : null;
        Assert.Equal(order.IsPacked, packed != null);
        var patch = PatchFile.Sign(
            new PatchContents
            {
                Plan = content.Plan,
                Assembly = content.Assembly,
                Packed = packed,
                Unpacking = packed == null ? null : images.Unpacking(),
                Generation = AssemblyGeneration.Il,
                Sequence = order.Sequence,
                VendorId = SimulatedRelease.VendorId,
                ClassId = SimulatedRelease.ClassId,
                ChunkLengthBytes = order.ChunkLengthBytes,
                DeviceId = order.Device,
            },
            order.SignedBy ?? Key);
        Assert.True(patch.Succeeded, string.Join("; ", patch.Problems));
        return patch.Value;
    }

    private static PatchContent Compile(Order order)
    {
        var options = new PatchOptions
        {
            After = [.. order.After.Select(patch => new EarlierPatch(patch.Offer.PayloadDigest, patch.Plan, patch.Assembly.ToArray()))],
            AtReboot = order.AtReboot,
        };
        var result = order.Update == "release" ? PatchCompiler.Neutral(Build("release"), options) : PatchCompiler.Compile(Build("release"), Build(order.Update), options);
        Assert.True(result.Succeeded, string.Join("; ", result.Diagnostics));
        var report = result.Value;
        Assert.True(report.Patch != null, report.Summary);
        return report.Patch;
    }

    private static Build Build(string name) => s_builds.GetOrAdd(name, _ => new Lazy<Build>(() => Read(name))).Value;

    private static Build Read(string name)
    {
        var result = NanoLive.Patching.Build.Read(Path.Combine(AppContext.BaseDirectory, "firmware", name));
        Assert.True(result.Succeeded, string.Join("; ", result.Diagnostics));
        return result.Value;
    }
}
