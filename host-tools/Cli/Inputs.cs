using NanoLive.Lowering.Writing;
using NanoLive.Patching;
using NanoLive.Ports;
using NanoLive.Signing;

namespace NanoLive.Cli;

/// <summary>Reads what a user names on the command line, or fails with what is wrong and what to do.</summary>
public static class Inputs
{
    public static Build Build(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new Failure(ExitCode.File, $"there is no folder {folder}", "name the output folder of an application's build, for example firmware/Station/bin/Debug");
        }

        Result<Build> build = Patching.Build.Read(folder);
        return build.Succeeded ? build.Value : throw Failure(ExitCode.NotABuild, folder, build.Diagnostics);
    }

    public static PatchFile Patch(string path, IUnpacking? unpacking = null)
    {
        RequireFile(path, "make one with nanolive patch");
        Result<PatchFile> patch = PatchFile.Load(path, unpacking);
        return patch.Succeeded ? patch.Value : throw new Failure(ExitCode.NotAPatch, patch.Problems[0], "make it again with nanolive patch");
    }

    /// <summary>A device assembly's bytes; what they are worth is for lowering to say.</summary>
    public static byte[] Assembly(string path) => Bytes(path, AssemblyLowering.MaxSizeBytes, ExitCode.NotABuild);

    /// <summary>A file that is read whole, if it is no larger than anything of its kind.</summary>
    public static byte[] Bytes(string path, int mostBytes, int tooLarge)
    {
        RequireFile(path, "name a file that exists");
        try
        {
            long length = new FileInfo(path).Length;
            return length <= mostBytes ? File.ReadAllBytes(path) : throw new Failure(tooLarge, $"{path} has {length} bytes; nothing of its kind has more than {mostBytes}", "name another file");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ExitCode.File, $"{path} cannot be read: {exception.Message}", "see who may read it");
        }
    }

    public static SigningKey SigningKey(string path)
    {
        RequireFile(path, "make one with nanolive keys new");
        Result<SigningKey> key = Signing.SigningKey.Load(path);
        return key.Succeeded ? key.Value : throw new Failure(ExitCode.Key, key.Problems[0], "patches are signed with a P-256 private key; nanolive keys new makes one");
    }

    /// <summary>A public key; of a private one its public half.</summary>
    public static TrustedKey TrustedKey(string path)
    {
        RequireFile(path, "make one with nanolive keys new");
        Result<TrustedKey> key = Signing.TrustedKey.Load(path);
        if (key.Succeeded)
        {
            return key.Value;
        }

        Result<SigningKey> pair = Signing.SigningKey.Load(path);
        return pair.Succeeded ? pair.Value.Public : throw new Failure(ExitCode.Key, key.Problems[0], "boards trust a P-256 public key; nanolive keys new makes one");
    }

    /// <summary>Vendor and class id of a kind of board.</summary>
    public static (byte[] VendorId, byte[] ClassId) BoardClassOf(string vendor, string board)
    {
        byte[] vendorId = BoardClass.VendorId(vendor);
        return (vendorId, BoardClass.ClassId(vendorId, RealBoards.Family(board)));
    }

    /// <summary>Prepares a build as the release that boards of that class are flashed with.</summary>
    public static ReleaseImage Release(Build build, byte[] vendorId, byte[] classId, IReadOnlyList<byte[]> keys, string settings = "")
    {
        if (build.Applications.Count != 1)
        {
            throw new Failure(
                ExitCode.NotABuild,
                build.Applications.Count == 0 ? "the build has no class that implements IApplication" : $"the build has {build.Applications.Count} classes that implement IApplication",
                "the board starts the one class that does");
        }

        ReleaseIdentity identity = new(vendorId, classId, keys, build.Applications[0], settings);
        Result<ReleaseImage> release = ReleaseImage.Create(build, identity, new PreparationOptions());
        return release.Succeeded ? release.Value : throw Failure(ExitCode.NotABuild, "the build cannot be prepared", release.Diagnostics);
    }

    public static (string Host, int Port) Broker(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), out ushort port) && port > 0
            ? (text[..colon], port)
            : throw new Failure(ExitCode.Usage, $"{text} is no broker", "name it as host:port, for example 127.0.0.1:1883");
    }

    /// <summary>Writes a file whole or not at all.</summary>
    public static void Write(string path, byte[] content)
    {
        string unfinished = path + ".part";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            File.WriteAllBytes(unfinished, content);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ExitCode.File, $"{path} cannot be written: {exception.Message}", "choose another place for it");
        }
    }

    /// <summary>The first error of a library's result, as a failure.</summary>
    public static Failure Failure(int exitCode, string subject, IReadOnlyList<Diagnostic> diagnostics)
    {
        Diagnostic first = diagnostics.First(diagnostic => diagnostic.Severity == Severity.Error);
        int others = diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error) - 1;
        return new Failure(exitCode, $"{subject}: {first.Message}", others > 0 ? $"and {others} more of the kind" : "");
    }

    internal static void RequireFile(string path, string remedy)
    {
        if (!File.Exists(path))
        {
            throw new Failure(ExitCode.File, $"there is no file {path}", remedy);
        }
    }
}
