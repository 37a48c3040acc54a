using NanoLive.Format;

namespace NanoLive.Objects
{
    /// <summary>The neutral form of an object's state: the format that both sides know when they agree on nothing better than names and values.</summary>
    internal static class NeutralForm
    {
        /// <summary>The values of a transfer's routes under the names that they come from; references to objects have no neutral form.</summary>
        internal static NeutralState Of(ClassTransfer transfer, object from)
        {
            NeutralState state = new NeutralState();
            for (int i = 0; i < transfer.Routes.Length; i++)
            {
                FieldRoute route = transfer.Routes[i];
                if (!route.IsReference)
                {
                    state.Add(route.From.Name, route.From.GetValue(from));
                }
            }

            return state;
        }

        /// <summary>Writes what the class knows by name; what it does not know is passed over. Null when each value fits.</summary>
        internal static Refusal Restore(ClassTransfer transfer, NeutralState state, object to)
        {
            for (int i = 0; i < transfer.Routes.Length; i++)
            {
                FieldRoute route = transfer.Routes[i];
                object value;
                if (route.IsReference || !state.TryGet(route.From.Name, out value))
                {
                    continue;
                }

                if (value == null || !route.TryConvert(value, out value))
                {
                    return new Refusal(Status.FieldTypeOther, transfer.To.FullName + "." + route.To.Name);
                }

                route.To.SetValue(to, value);
            }

            return null;
        }
    }
}
