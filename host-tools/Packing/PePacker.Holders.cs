using NanoLive.Format;
using NanoLive.Lowering.Pe;
using NanoLive.Unpacking;

namespace NanoLive.Packing;

// Fields of the base that the plan names as holders: told as what they are, their names need not travel.
internal sealed partial class PePacker
{
    private void Holders(byte[] plan)
    {
        var holders = plan.Length == 0 ? null : PlanReader.Read(plan, 0, plan.Length, out _)?.Holders;
        (int Type, int Field)[] told = [.. (holders ?? []).Select(FieldOf).OfType<(int, int)>().Take(UsualPlan.MostHolders)];
        Add(told.Length);
        foreach (var (type, field) in told)
        {
            Source(type, canRefer: false);
            Add(field);
        }
    }

    /// <summary>Its class, and the place among the fields of it; null where it is in no base image, or has a name that only the firmware could spell.</summary>
    private (int Type, int Field)? FieldOf(HolderField holder)
    {
        for (var image = 1; image < _bases.Length; image++)
        {
            var named = _bases[image];
            for (var type = 0; named?.Assembly == holder.Assembly && type < named.Image.TypeDefs.Length; type++)
            {
                var row = named.Image.TypeDefs[type];
                for (var field = 0; IsSpelled(row.Namespace) && IsSpelled(row.Name) && FullName(named, row) == holder.Class && field < row.StaticFields + row.InstanceFields; field++)
                {
                    var name = named.Image.FieldDefs[row.FirstStaticField + field].Name;
                    if (IsSpelled(name) && named.Text(name) == holder.Field)
                    {
                        return (PeDraft.Entity(image, PeDraft.Definition, type), field);
                    }
                }
            }
        }

        return null;
    }

    private static string FullName(NamedImage named, PeTypeDef type) => (type.Namespace == 0 ? "" : named.Text(type.Namespace) + ".") + named.Text(type.Name);

    private static bool IsSpelled(ushort id) => id < FirmwareStrings.FirstId;
}
