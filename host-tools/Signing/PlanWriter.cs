using System.Formats.Cbor;
using NanoLive.Format;

namespace NanoLive.Signing;

/// <summary>Bytes of a plan (FORMAT.md, "Plan"). The same plan gives the same bytes.</summary>
public static class PlanWriter
{
    /// <summary>The bytes, as <see cref="PlanReader"/> reads them; or what in the plan a board could not read.</summary>
    public static Result<byte[]> Write(Plan plan)
    {
        var problems = new List<string>();
        Check(plan, problems);
        if (problems.Count > 0)
        {
            return Result<byte[]>.Refused("plan", problems);
        }

        byte[] bytes = EnvelopeWriter.Write(writer => WritePlan(writer, plan));
        Plan? read = PlanReader.Read(bytes, 0, bytes.Length, out int status);
        return read is not null ? bytes : Result<byte[]>.Refused("plan", $"the plan cannot be read back by a board (status {status}).");
    }

    private static void WritePlan(CborWriter writer, Plan plan)
    {
        bool hasStatics = plan.Statics is { Length: > 0 };
        writer.WriteStartArray(hasStatics ? 9 : 8);
        writer.WriteInt32(PlanReader.Version);
        writer.WriteInt32(plan.Neutral ? 1 : 0);
        writer.WriteByteString(plan.BaseDigest);
        writer.WriteTextString(plan.AssemblyName);
        WriteArray(writer, plan.FromStates, state => writer.WriteByteString(state.AsSpan().SequenceEqual(plan.BaseDigest) ? [] : state));
        WriteArray(writer, plan.Classes, change => WriteClass(writer, change));
        WriteArray(writer, plan.Holders, holder =>
        {
            writer.WriteStartArray(3);
            writer.WriteTextString(holder.Assembly);
            writer.WriteTextString(holder.Class);
            writer.WriteTextString(holder.Field);
            writer.WriteEndArray();
        });
        if (plan.EntryClass is null)
        {
            writer.WriteNull();
        }
        else
        {
            writer.WriteStartArray(2);
            writer.WriteTextString(plan.EntryClass);
            writer.WriteTextString(plan.EntryMethod);
            writer.WriteEndArray();
        }

        if (hasStatics)
        {
            WriteArray(writer, plan.Statics, move =>
            {
                writer.WriteStartArray(4);
                writer.WriteTextString(move.OldAssembly);
                writer.WriteTextString(move.OldClass);
                writer.WriteTextString(move.NewClass);
                writer.WriteTextString(move.Field);
                writer.WriteEndArray();
            });
        }

        writer.WriteEndArray();
    }

    private static void WriteClass(CborWriter writer, ClassChange change)
    {
        writer.WriteStartArray(change.Undoes is null ? 6 : 7);
        writer.WriteTextString(change.OldAssembly);
        writer.WriteTextString(change.OldClass);
        writer.WriteTextString(change.NewClass);
        WriteArray(writer, change.Moves, move =>
        {
            writer.WriteStartArray(4);
            WriteNameOrNull(writer, move.From);
            WriteNameOrNull(writer, move.To);
            writer.WriteInt32(move.Multiply);
            writer.WriteInt32(move.Divide);
            writer.WriteEndArray();
        });
        WriteNameOrNull(writer, change.Migration);
        WriteArray(writer, change.Handlers, writer.WriteTextString);
        if (change.Undoes is not null)
        {
            writer.WriteTextString(change.Undoes);
        }

        writer.WriteEndArray();
    }

    private static void WriteNameOrNull(CborWriter writer, string? name)
    {
        if (name is null)
        {
            writer.WriteNull();
        }
        else
        {
            writer.WriteTextString(name);
        }
    }

    // Lists that are not there are empty ones.
    private static void WriteArray<T>(CborWriter writer, T[]? items, Action<T> write)
    {
        writer.WriteStartArray(items?.Length ?? 0);
        foreach (T item in items ?? [])
        {
            write(item);
        }

        writer.WriteEndArray();
    }

    private static void Check(Plan plan, List<string> problems)
    {
        CheckName(plan.AssemblyName, "the patch assembly", problems);
        CheckDigest(plan.BaseDigest, "the base digest", problems);
        CheckCount(plan.FromStates, FormatLimit.FromStates, "states", problems);
        CheckCount(plan.Classes, FormatLimit.Classes, "classes", problems);
        CheckCount(plan.Holders, FormatLimit.Holders, "holder fields", problems);
        CheckCount(plan.Statics, FormatLimit.Statics, "static fields", problems);
        foreach (StaticMove move in plan.Statics ?? [])
        {
            CheckName(move.OldAssembly, "an earlier patch", problems);
            CheckName(move.OldClass, "a class of an earlier patch", problems);
            CheckName(move.NewClass, "a class of the patch", problems);
            CheckName(move.Field, "a static field", problems);
        }

        foreach (byte[] state in plan.FromStates ?? [])
        {
            CheckDigest(state, "a state", problems);
        }

        foreach (ClassChange change in plan.Classes ?? [])
        {
            CheckClass(change, problems);
        }

        foreach (HolderField holder in plan.Holders ?? [])
        {
            CheckName(holder.Assembly, "a holder's assembly", problems);
            CheckName(holder.Class, "a holder's class", problems);
            CheckName(holder.Field, "a holder's field", problems);
        }

        if (plan.EntryClass is not null || plan.EntryMethod is not null)
        {
            CheckName(plan.EntryClass, "the entry's class", problems);
            CheckName(plan.EntryMethod, "the entry's method", problems);
        }
    }

    private static void CheckClass(ClassChange change, List<string> problems)
    {
        CheckName(change.OldAssembly, "an assembly of the release", problems);
        CheckName(change.OldClass, "a class of the release", problems);
        CheckName(change.NewClass, "a class of the patch", problems);
        CheckCount(change.Moves, FormatLimit.MovesOfClass, $"field moves of {change.OldClass}", problems);
        CheckCount(change.Handlers, FormatLimit.HandlersOfClass, $"handlers of {change.OldClass}", problems);
        if (change.Migration is not null)
        {
            CheckName(change.Migration, "a migration class", problems);
        }

        if (change.Undoes is not null)
        {
            CheckName(change.Undoes, "a migration class of an earlier patch", problems);
        }

        foreach (string handler in change.Handlers ?? [])
        {
            CheckName(handler, "a handler", problems);
        }

        foreach (FieldMove move in change.Moves ?? [])
        {
            if ((move.From ?? move.To) is null || move.Multiply < 1 || move.Divide < 1)
            {
                problems.Add($"{change.OldClass}: a field move names no field, or a factor below 1.");
            }

            CheckName(move.From ?? move.To, "a field", problems);
            CheckName(move.To ?? move.From, "a field", problems);
        }
    }

    private static void CheckName(string? name, string what, List<string> problems)
    {
        if (string.IsNullOrEmpty(name))
        {
            problems.Add($"{what} has no name.");
        }
        else if (name.Length > FormatLimit.NameLength || name.Any(c => c is < ' ' or > '~'))
        {
            problems.Add($"{what} is called {name}: boards read names of at most {FormatLimit.NameLength} printable ASCII characters.");
        }
    }

    private static void CheckDigest(byte[]? digest, string what, List<string> problems)
    {
        if (digest is not { Length: 32 })
        {
            problems.Add($"{what} is not 32 bytes.");
        }
    }

    private static void CheckCount(Array? items, int most, string what, List<string> problems)
    {
        if (items?.Length > most)
        {
            problems.Add($"the plan has {items.Length} {what}; boards read at most {most}.");
        }
    }
}
