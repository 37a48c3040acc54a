using NanoLive.Format;

namespace NanoLive.Patching;

/// <summary>
/// The moves of a class: from the release's fields, then from those that earlier patches put their own values into. The runtime leaves out a move whose
/// source an object does not have, and a later one wins (<see cref="FieldMove"/>).
/// </summary>
internal static class MovesWriter
{
    public static FieldMove[] Of(Emission emission, Extension extension, IReadOnlyList<EarlierPatch> after)
    {
        var moves = new List<FieldMove>();
        var line = extension.New == null ? [] : emission.Matching.New.Line(extension.New).ToList();
        foreach (var match in emission.Matching.Moves.Where(m => line.Contains(m.New.DeclaringType)))
        {
            moves.Add(new FieldMove { From = match.Old.Name, To = emission.Fields.FreshName(match.New), Multiply = match.Multiply, Divide = match.Divide });
        }

        foreach (var earlier in after.SelectMany(p => p.Plan.Classes ?? []).Where(c => Replaces(c, extension)).SelectMany(c => c.Moves ?? []))
        {
            if (earlier.From == null || earlier.To == null)
            {
                continue;
            }

            var own = moves.FirstOrDefault(m => m.From == earlier.From);
            var move = own == null
                ? new FieldMove { From = earlier.To, To = earlier.From, Multiply = earlier.Divide, Divide = earlier.Multiply }
                : new FieldMove { From = earlier.To, To = own.To, Multiply = own.Multiply * earlier.Divide, Divide = own.Divide * earlier.Multiply };
            if (move.From != move.To && !moves.Any(m => m.From == move.From && m.To == move.To))
            {
                moves.Add(move);
            }
        }

        return [.. moves];
    }

    public static bool Replaces(ClassChange change, Extension extension) =>
        change.OldAssembly == extension.Old.Module.Assembly.Name.Name && change.OldClass == ReflectionName.Of(extension.Old);
}
