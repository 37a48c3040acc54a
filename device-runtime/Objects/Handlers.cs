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

        /// <summary>The delegate with its replaced targets exchanged; itself when it has none. Null with the reason when one cannot be.</summary>
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
                if (pair != null)
                {
                    part = up ? Up(part, pair, expected, out refusal) : Down(part, out refusal);
                    changed = true;
                }

                if (part == null)
                {
                    return null;
                }

                result = result == null ? part : Delegate.Combine(result, part);
            }

            return changed ? result : value;
        }

        internal void Forget()
        {
            _old.Clear();
            _new.Clear();
        }

        private Delegate Up(Delegate part, Pair pair, Type expected, out Refusal refusal)
        {
            refusal = null;
            for (int i = 0; i < _old.Count; i++)
            {
                if ((Delegate)_old[i] == part && expected.IsInstanceOfType(_new[i]))
                {
                    return (Delegate)_new[i];
                }
            }

            string method = part.Method.Name;
            object made = pair.Class.HandlerFor(pair.New, method, out refusal);
            if (refusal == null && (!(made is Delegate) || !expected.IsInstanceOfType(made)))
            {
                refusal = new Refusal(Status.HandlerMissing, pair.Class.NewType.FullName + "." + method);
            }

            if (refusal != null)
            {
                return null;
            }

            _old.Add(part);
            _new.Add(made);
            return (Delegate)made;
        }

        // A subscription that the new object made itself has no counterpart.
        private Delegate Down(Delegate part, out Refusal refusal)
        {
            refusal = null;
            for (int i = 0; i < _new.Count; i++)
            {
                if ((Delegate)_new[i] == part)
                {
                    return (Delegate)_old[i];
                }
            }

            refusal = new Refusal(Status.HandlerMissing, part.Method.Name);
            return null;
        }
    }
}
