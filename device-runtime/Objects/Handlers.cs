using System;
using System.Collections;
using NanoLive.Format;

namespace NanoLive.Objects
{
    /// <summary>
    /// Subscriptions of replaced objects: what each delegate on an old object became, so that the way back finds it again. A delegate cannot
    /// be made from a method by reflection on the board, so the patch makes them.
    /// </summary>
    internal sealed class Handlers
    {
        private readonly ArrayList _old = new ArrayList();
        private readonly ArrayList _new = new ArrayList();

        /// <summary>
        /// The delegate with its replaced targets exchanged; itself when it has none. With the reason when one cannot be: null on the way up; on the
        /// way down that one stays as it is, and the others are exchanged.
        /// </summary>
        /// <param name="expected">The type that the result must have.</param>
        internal object Map(Delegate value, Type expected, Walk walk, bool up, out Refusal refusal)
        {
            refusal = null;
            Delegate[] parts = value.GetInvocationList();
            Delegate result = null;
            bool changed = false;
            for (int i = 0; i < parts.Length; i++)
            {
                Delegate part = parts[i];
                Pair pair = part.Target == null ? null : walk.PairOf(part.Target);
                Refusal why = null;
                Delegate other = pair == null ? null : up ? Exchange(part, pair, pair.New, _old, _new, expected, out why) : Exchange(part, pair, pair.Old, _new, _old, expected, out why);
                refusal = why == null ? refusal : why;
                if (why != null && up)
                {
                    return null;
                }

                changed |= other != null;
                part = other == null ? part : other;
                result = result == null ? part : Delegate.Combine(result, part);
            }

            return changed ? result : value;
        }

        internal void Forget()
        {
            _old.Clear();
            _new.Clear();
        }

        // What came from the other side goes back as what it was. What the object subscribed since, its class makes anew for the other one.
        private static Delegate Exchange(Delegate part, Pair pair, object self, ArrayList from, ArrayList to, Type expected, out Refusal refusal)
        {
            refusal = null;
            for (int i = 0; i < from.Count; i++)
            {
                if ((Delegate)from[i] == part && expected.IsInstanceOfType(to[i]))
                {
                    return (Delegate)to[i];
                }
            }

            string method = part.Method.Name;
            object made = pair.Class.HandlerFor(self, method, out refusal);
            if (refusal == null && (!(made is Delegate) || !expected.IsInstanceOfType(made)))
            {
                refusal = new Refusal(Status.HandlerMissing, pair.Class.NewType.FullName + "." + method);
            }

            if (refusal != null)
            {
                return null;
            }

            from.Add(part);
            to.Add(made);
            return (Delegate)made;
        }
    }
}
