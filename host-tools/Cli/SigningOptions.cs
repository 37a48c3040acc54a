using System.CommandLine;
using NanoLive.Patching;
using NanoLive.Signing;

namespace NanoLive.Cli;

/// <summary>How a compiled patch becomes a signed file; the same for patches and rollbacks.</summary>
public sealed class SigningOptions
{
    private readonly Option<string> _key = CommonOptions.Key("Private key that signs, as PEM.");
    private readonly Option<string> _output = new("--output", "-o") { Description = "The patch file, *.nlp.", Required = true };
    private readonly Option<string> _vendor = CommonOptions.Vendor();
    private readonly Option<string> _board = CommonOptions.Board();
    private readonly Option<string[]> _libraries = CommonOptions.Libraries();
    private readonly Option<long?> _sequence = new("--sequence") { Description = "Higher than that of any patch before; by default the seconds since 1970." };
    private readonly Option<string?> _device = new("--device") { Description = "Only this board takes it." };
    private readonly Option<double?> _expires = new("--expires-hours") { Description = "Boards that know the time do not take it later." };

    private readonly Option<bool> _plain = new("--plain") { Description = "Do not pack the payload: for boards flashed without what it would be packed against." };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _key, _output, _vendor, _board, _libraries, _sequence, _device, _expires, _plain })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The key that signs. Asked for first: comparing two builds takes longer than finding out that nobody could sign.</summary>
    public SigningKey Key(ParseResult parsed) => Inputs.SigningKey(parsed.GetRequiredValue(_key));

    /// <summary>What the patch is to become, given the flashed build.</summary>
    public PatchTarget Target(ParseResult parsed, string folder, Build build) =>
        PatchTarget.Of(parsed.GetRequiredValue(_board), folder, build, parsed.GetRequiredValue(_libraries));

    /// <summary>Signs what came of compiling, writes the file and says what is in it.</summary>
    public int Sign(ParseResult parsed, SigningKey key, PatchTarget target, Result<PatchReport> result)
    {
        if (!result.Succeeded)
        {
            throw Inputs.Failure(ExitCode.NotABuild, "no patch", result.Diagnostics);
        }

        PatchReport report = result.Value;
        ReportText.Print(report);
        if (report.Patch == null)
        {
            throw report.Verdict == Verdict.NoChange
                ? new Failure(ExitCode.NoChange, "the builds are equal, so there is nothing to patch", "nothing was written")
                : new Failure(ExitCode.NotLive, $"no patch: {report.Summary}", "the table above says what would change that; nothing was written");
        }

        PatchFile patch = Sign(report.Patch, target, parsed, key);
        string path = parsed.GetRequiredValue(_output);
        Inputs.Write(path, patch.Envelope.ToArray());
        if (target.IlPath(path) is { } ilPath)
        {
            Inputs.Write(ilPath, report.Patch.Assembly);
        }

        foreach (Diagnostic finding in target.Said)
        {
            Terminal.Line(finding.ToString());
        }

        Terminal.Facts(
        [
            ("file", $"{path}, {patch.Envelope.Length} bytes"),
            ("patch", patch.Digest),
            ("payload", patch.IsPacked ? $"{patch.Payload.Length} bytes, packed; plain {patch.PlainLengthBytes}" : $"{patch.Payload.Length} bytes, plain{(target.PlainBecause is { } reason ? ": " + reason : "")}"),
            ("assembly", $"{(target.IsLowered ? ".pe" : "IL")}, {patch.Assembly.Length} bytes"),
            ("verdict", ReportText.Name(report.Verdict)),
            ("next", $"nanolive publish {path}"),
        ]);
        return ExitCode.Ok;
    }

    private PatchFile Sign(PatchContent content, PatchTarget target, ParseResult parsed, SigningKey key)
    {
        (byte[] vendorId, byte[] classId) = Inputs.BoardClassOf(parsed.GetRequiredValue(_vendor), parsed.GetRequiredValue(_board));
        content = target.Lower(content);
        byte[]? packed = parsed.GetValue(_plain) ? null : target.Pack(content);
        Result<PatchFile> patch = PatchFile.Sign(
            new PatchContents
            {
                Plan = content.Plan,
                Assembly = content.Assembly,
                Packed = packed,
                Unpacking = packed == null ? null : target.Unpacking,
                Generation = target.Generation,
                Sequence = parsed.GetValue(_sequence) ?? DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
                VendorId = vendorId,
                ClassId = classId,
                DeviceId = parsed.GetValue(_device),
                Expiry = parsed.GetValue(_expires) is { } hours ? DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddHours(hours).ToUnixTimeSeconds()) : null,
            },
            key);
        return patch.Succeeded ? patch.Value : throw new Failure(ExitCode.NotAPatch, patch.Problems[0], "nothing was written");
    }
}
