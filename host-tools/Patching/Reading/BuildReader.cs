using Mono.Cecil;
using NanoLive.Metadata;

namespace NanoLive.Patching;

/// <summary>Reads a build, step by step, and says in one line what is wrong with it.</summary>
internal static class BuildReader
{
    private const string LibraryFolder = "libraries";
    private static readonly string[] Extensions = [".dll", ".exe"];

    public static Result<Build> Read(string folder)
    {
        var diagnostics = new Diagnostics();
        var files = new List<BuildFile>();
        var libraries = new List<BuildFile>();
        try
        {
            if (!Directory.Exists(folder))
            {
                diagnostics.Error("no-folder", $"There is no folder {folder}. Name the folder that the device projects were built into.");
                return diagnostics.Result<Build>(null);
            }

            files.AddRange(Files(folder));
            var beside = Path.Combine(folder, LibraryFolder);
            if (Directory.Exists(beside))
            {
                libraries.AddRange(Files(beside).Where(l => BoardLibraries.IsOne(Path.GetFileNameWithoutExtension(l.FileName)) && MetadataCheck.Problem(l.Image) == null));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            diagnostics.Error("unreadable", $"{folder} cannot be read: {e.Message}");
            return diagnostics.Result<Build>(null);
        }

        if (files.Count == 0)
        {
            diagnostics.Error("empty-build", $"{folder} contains no .dll or .exe. Name the folder that the device projects were built into.");
            return diagnostics.Result<Build>(null);
        }

        return Read(files, libraries, diagnostics);
    }

    private static List<BuildFile> Files(string folder)
    {
        var files = new List<BuildFile>();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            {
                var symbols = Path.ChangeExtension(path, ".pdb");
                files.Add(new BuildFile(Path.GetFileName(path), File.ReadAllBytes(path), File.Exists(symbols) ? File.ReadAllBytes(symbols) : null));
            }
        }

        return files;
    }

    public static Result<Build> Read(IReadOnlyList<BuildFile> files) => Read(files, [], new Diagnostics());

    private static Result<Build> Read(IReadOnlyList<BuildFile> files, List<BuildFile> libraries, Diagnostics diagnostics)
    {
        // 1. Bytes to definitions, each walked through once; what is not one of the application's assemblies is set aside.
        var source = new Source();
        var kept = new SortedDictionary<string, (BuildFile File, AssemblyDefinition Definition)>(StringComparer.Ordinal);
        var isPrepared = false;
        foreach (var file in files)
        {
            var assembly = AssemblyCheck.Read(source, file, diagnostics);
            if (assembly == null)
            {
                continue;
            }

            var name = assembly.Name.Name;
            if (name == BoardLibraries.ReleaseAssembly)
            {
                isPrepared = true;
            }
            else if (BoardLibraries.IsOne(name))
            {
                libraries.Add(file);
                diagnostics.Note("board-library", $"{file.FileName} is a board library: the board has it, so it is no part of the build.");
            }
            else if (!kept.TryAdd(name, (file, assembly)))
            {
                diagnostics.Error("assembly-twice", $"{kept[name].File.FileName} and {file.FileName} are both called {name}. Keep one of them.");
            }
        }

        // 2. Every reference is among them, or a board library's.
        foreach (var (file, definition) in kept.Values)
        {
            AssemblyCheck.References(file, definition, kept.Keys, diagnostics);
        }

        if (kept.Count == 0 && !diagnostics.HasErrors)
        {
            diagnostics.Error("empty-build", "There are only board libraries. Name the folder with the application's assemblies.");
        }

        var applications = diagnostics.HasErrors ? [] : kept.Values.SelectMany(k => Applications(k.Definition)).ToArray();
        return diagnostics.Result(new Build([.. kept.Values.Select(k => k.File)], [.. kept.Keys], applications, isPrepared, libraries));
    }

    private static IEnumerable<string> Applications(AssemblyDefinition assembly) =>
        from type in assembly.MainModule.GetTypes()
        where type.Interfaces.Any(i => i.InterfaceType.FullName == Names.Application)
        select $"{type.FullName.Replace('/', '+')}, {assembly.Name.Name}";
}
