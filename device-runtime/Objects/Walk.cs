using System;
using System.Collections;
using System.Reflection;
using NanoLive.Format;
using NanoLive.Loading;

namespace NanoLive.Objects
{
    // One walk over the objects that the table can reach, in one direction (up: old objects get successors; down: live new objects have them).
    // It finds each object that is to be replaced once, by identity, so aliases and cycles stay what they are, and each place outside
    // of those objects that refers to one. Nothing of the application is written.
    //
    // Objects whose swap is put off to a later hold are holders like any other until then. On the way down nothing is refused: a place that
    // cannot be taken back keeps what it has, and is counted. What stands for what it met: Walk.Mapping.cs.

    /// <summary>Finds what a swap has to convert and to re-point.</summary>
    internal sealed partial class Walk
    {
        internal readonly SwapPlan Plan;
        private readonly ObjectTable _table;
        private readonly bool _up;
        private readonly ObjectSet _recast = new ObjectSet();
        private readonly ObjectSet _staying = new ObjectSet();
        private readonly ArrayList _queue = new ArrayList();
        private readonly ObjectSet _met = new ObjectSet();
        private ObjectSet _putOff;

        internal Walk(SwapPlan plan, ObjectTable table, bool up)
        {
            Plan = plan;
            _table = table;
            _up = up;
        }

        /// <summary>The pairs whose state is to be moved.</summary>
        internal ArrayList Reached { get; } = new ArrayList();

        /// <summary>The places to be written in the commit.</summary>
        internal ArrayList Slots { get; } = new ArrayList();

        /// <summary>Why it cannot be done; null: it can.</summary>
        internal Refusal Refusal { get; private set; }

        /// <summary>Begins anew; what an earlier run adopted is kept.</summary>
        /// <param name="putOff">Objects that are left for later; null: none.</param>
        /// <param name="only">The entry where the walk begins; null: at all of them.</param>
        internal void Run(ObjectSet putOff, Entry only)
        {
            _putOff = putOff;
            Forget();
            ArrayList roots = _table.Roots(only);
            for (int i = 0; i < roots.Count; i++)
            {
                Visit(roots[i]);
            }

            for (int i = 0; i < Plan.Patch.StaticHolders.Length; i++)
            {
                Look(null, Plan.Patch.StaticHolders[i], false);
            }

            for (int i = _up ? 0 : 1; i < Plan.Patch.StaticMoves.Length; i += 2)
            {
                Visit(Plan.Patch.StaticMoves[i].GetValue(null));
            }

            for (int next = 0; next < _queue.Count && Refusal == null; next++)
            {
                Follow(_queue[next]);
            }
        }

        /// <summary>Lets go of everything that the last run met.</summary>
        internal void Forget()
        {
            for (int i = 0; i < Reached.Count; i++)
            {
                ((Pair)Reached[i]).ReachedBy = null;
            }

            Reached.Clear();
            Slots.Clear();
            _recast.Clear();
            _staying.Clear();
            _queue.Clear();
            _met.Clear();
            Refusal = null;
        }

        private void Visit(object value)
        {
            if (value == null)
            {
                return;
            }

            Shape shape = Plan.Shapes.OfObject(value);
            if (shape.IsDelegate)
            {
                Delegate[] parts = ((Delegate)value).GetInvocationList();
                for (int i = 0; i < parts.Length; i++)
                {
                    Visit(parts[i].Target);
                }
            }
            else if (shape.IsFollowed && !VisitPair(shape, value) && !_met.Contains(value))
            {
                Plan.Strays += !_up && shape.Replacing != null ? 1 : 0;
                _met.Add(value);
                _queue.Add(value);
            }
        }

        // False when the value is nothing that is replaced now.
        private bool VisitPair(Shape shape, object value)
        {
            ClassSwap swap = _up ? shape.Replaced : shape.Replacing;
            if (swap == null)
            {
                return false;
            }

            Pair pair = swap.Find(value, _up);
            bool isLater = _up && _putOff != null && (pair == null || !pair.IsLive) && _putOff.Contains(value);
            if (isLater || (pair == null && !_up))
            {
                return false;
            }

            if (pair == null)
            {
                Refusal refusal;
                pair = swap.Adopt(value, out refusal);
                Note(refusal);
            }

            if (pair != null && pair.ReachedBy != this)
            {
                Reach(pair, value);
            }

            return true;
        }

        // On the way up an old object whose successor is live has no say any more, but who still refers to it is re-pointed.
        private void Reach(Pair pair, object value)
        {
            pair.ReachedBy = this;
            Reached.Add(pair);
            if (!_up || !pair.IsLive)
            {
                _queue.Add(value);
            }
        }

        private void Follow(object subject)
        {
            Shape shape = Plan.Shapes.OfObject(subject);
            if (shape.IsList)
            {
                FollowList((IList)subject);
                return;
            }

            bool stays = PairOf(subject) == null;
            for (int i = 0; i < shape.Fields.Length; i++)
            {
                Look(subject, shape.Fields[i], !stays);
            }
        }

        private void FollowList(IList list)
        {
            Type type = list.GetType();
            Type expected = type.IsArray ? type.GetElementType() : typeof(object);
            bool isRecast = Recast(Plan.Shapes.Of(type)) != null && !_staying.Contains(list);
            if (isRecast)
            {
                AddRecast(list);
            }

            for (int i = 0; i < list.Count; i++)
            {
                object value = list[i];
                Visit(value);
                if (isRecast)
                {
                    continue;
                }

                object mapped = Map(value, expected);
                if (mapped == value)
                {
                    continue;
                }

                if (!expected.IsInstanceOfType(mapped))
                {
                    Note(new Refusal(Status.HolderTypeOther, expected.FullName));
                    continue;
                }

                Slot slot = new Slot(list, null, mapped);
                slot.Index = i;
                Slots.Add(slot);
            }
        }

        // A converted object's own fields are no slots: its successor gets them by state transfer.
        private void Look(object subject, FieldInfo field, bool isConverted)
        {
            object value = field.GetValue(subject);
            Visit(value);
            object mapped = isConverted ? value : Map(value, field.FieldType);
            if (mapped == value)
            {
                return;
            }

            if (!FieldRoute.Fits(field, mapped))
            {
                Note(new Refusal(Status.HolderTypeOther, field.DeclaringType.FullName + "." + field.Name));
                return;
            }

            Slots.Add(new Slot(subject, field, mapped));
        }

        private void Note(Refusal refusal)
        {
            if (refusal != null && !_up)
            {
                Plan.Strays++;
            }
            else if (Refusal == null)
            {
                Refusal = refusal;
            }
        }
    }
}
