using NanoLive.Format;

namespace NanoLive.Signing;

/// <summary>A patch in words: names and values in the order in which a person asks for them.</summary>
public static class PatchDescription
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(PatchFile patch)
    {
        ParsedOffer offer = patch.Offer;
        var lines = new List<KeyValuePair<string, string>>();
        void Add(string name, string value) => lines.Add(new(name, value));

        Add("patch", patch.Digest);
        if (patch.IsExpanded)
        {
            Add("kind", patch.Plan.Neutral ? "neutral: back to the release" : "patch");
        }

        Add("release", Convert.ToHexStringLower(offer.BaseDigest));
        Add("sequence", offer.Sequence.ToString());
        Add("signed by", offer.KeyId is null ? "no key named" : Convert.ToHexStringLower(offer.KeyId));
        Add("vendor", new Guid(offer.VendorId, bigEndian: true).ToString());
        Add("class", new Guid(offer.ClassId, bigEndian: true).ToString());
        Add("generation", offer.Generation switch
        {
            AssemblyGeneration.Il => "IL (simulated board)",
            AssemblyGeneration.PeV1 => ".pe v1 (nanoFramework 1.x)",
            _ => offer.Generation.ToString(),
        });
        Add("device", offer.DeviceId ?? "any");
        Add("expires", offer.ExpirySeconds == 0 ? "never" : Time(offer.ExpirySeconds));
        Add("envelope", $"{patch.Envelope.Length} bytes");
        Add("payload", patch.IsPacked ? $"{patch.Payload.Length} bytes, packed; plain {patch.PlainLengthBytes}" : $"{patch.Payload.Length} bytes, plain");
        Add("chunks", $"{(patch.Payload.Length + offer.ChunkLengthBytes - 1) / offer.ChunkLengthBytes} of {offer.ChunkLengthBytes} bytes when not inline");
        if (patch.IsExpanded)
        {
            Add("assembly", $"{patch.Plan.AssemblyName}, {patch.Assembly.Length} bytes");
            AddPlan(patch.Plan, Add);
        }
        else
        {
            Add("plan", "packed against the release: name its build to see it");
        }

        return lines;
    }

    private static void AddPlan(Plan plan, Action<string, string> add)
    {
        foreach (byte[] state in plan.FromStates)
        {
            add("live from", state.AsSpan().SequenceEqual(plan.BaseDigest) ? "the release" : Convert.ToHexStringLower(state));
        }

        foreach (ClassChange change in plan.Classes)
        {
            add("class", $"{change.OldClass}, {change.OldAssembly} -> {change.NewClass}");
            foreach (FieldMove move in change.Moves)
            {
                string factor = move.Multiply == 1 && move.Divide == 1 ? "" : $" * {move.Multiply} / {move.Divide}";
                add("field", $"{move.From ?? "(new)"} -> {move.To ?? "(dropped)"}{factor}");
            }

            if (change.Migration is not null)
            {
                add("migration", change.Migration);
            }

            foreach (string handler in change.Handlers)
            {
                add("handler", handler);
            }
        }

        foreach (HolderField holder in plan.Holders)
        {
            add("held by", $"{holder.Class}.{holder.Field}, {holder.Assembly}");
        }

        if (plan.EntryClass is not null)
        {
            add("entry", $"{plan.EntryClass}.{plan.EntryMethod}");
        }
    }

    private static string Time(long seconds) =>
        seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("u") : $"{seconds} s after 1970";
}
