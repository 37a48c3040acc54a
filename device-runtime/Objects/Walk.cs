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
    // cannot be taken back keeps what it has, and is counted. (Longer than other files: the directions share every step.)

    /// <summary>Finds what a swap has to convert and to re-point.</summary>
    internal sealed class Walk
    {
        private readonly ObjectTable _table;
        private readonly LoadedPatch _patch;
        private readonly Shapes _shapes;
        private readonly Handlers _handlers;
        private readonly bool _up;
        private readonly ArrayPairs _arrays;
        private readonly ObjectSet _recast = new ObjectSet();
        private readonly ObjectSet _staying = new ObjectSet();
        private readonly ArrayList _queue = new ArrayList();
        private readonly ObjectSet _met = new ObjectSet();
        private ObjectSet _putOff;

        internal Walk(ObjectTable table, LoadedPatch patch, Shapes shapes, Handlers handlers, ArrayPairs arrays, bool up)
        {
            _table = table;
            _patch = patch;
            _shapes = shapes;
            _handlers = handlers;
            _arrays = arrays;
            _up = up;
        }

        /// <summary>The pairs whose state is to be moved.</summary>
        internal ArrayList Reached { get; } = new ArrayList();

        /// <summary>The places to be written in the commit.</summary>
        internal ArrayList Slots { get; } = new ArrayList();

        /// <summary>Why it cannot be done; null: it can.</summary>
        internal Refusal Refusal { get; private set; }

        /// <summary>On the way down: objects of the patch's classes that have nothing to go back to, and places that cannot be taken back.</summary>
        internal int Strays { get; private set; }

        /// <summary>Begins anew; what an earlier run adopted is kept.</summary>
        /// <param name="putOff">Objects that are left for later; null: none.</param>
        /// <param name="only">The entry where the walk begins; null: at all of them.</param>
        internal void Run(ObjectSet putOff, Entry only)
        {
            _putOff = putOff;
            Forget();
            if (only == null)
            {
                VisitTable();
            }
            else
            {
                Visit(only.Target);
            }

            for (int i = 0; i < _patch.StaticHolders.Length; i++)
            {
                Look(null, _patch.StaticHolders[i], false);
            }

            for (int i = _up ? 0 : 1; i < _patch.StaticMoves.Length; i += 2)
            {
                Visit(_patch.StaticMoves[i].GetValue(null));
            }

            for (int next = 0; next < _queue.Count && Refusal == null; next++)
            {
                Follow(_queue[next]);
            }
        }

        /// <summary>Whether this is an object of a class that came with the patch and has nothing to go back to.</summary>
        internal bool IsStray(object value)
        {
            return !_up && value != null && _shapes.OfObject(value).Replacing != null;
        }

        /// <summary>The pair of an object that is being replaced; null when it stays.</summary>
        internal Pair PairOf(object value)
        {
            Shape shape = _shapes.OfObject(value);
            ClassSwap swap = _up ? shape.Replaced : shape.Replacing;
            Pair pair = swap == null ? null : swap.Find(value, _up);
            return pair != null && pair.ReachedBy == this ? pair : null;
        }

        /// <summary>What a reference becomes; itself when nothing changes, also when that is because of a refusal.</summary>
        /// <param name="expected">The type of the place that refers.</param>
        internal object Map(object value, Type expected)
        {
            if (value == null)
            {
                return null;
            }

            Shape shape = _shapes.OfObject(value);
            ClassSwap recast = Recast(shape);
            if (recast != null && !_staying.Contains(value))
            {
                Array made = _arrays.Of((Array)value, _up ? recast.NewType : recast.OldType, _up);
                if (_recast.Contains(value) || expected.IsInstanceOfType(made) || !expected.IsInstanceOfType(value))
                {
                    AddRecast(value);
                    return made;
                }

                // Who refers to it first cannot refer to another array; then its elements have to fit where they are.
                _staying.Add(value);
            }

            if (shape.IsDelegate)
            {
                Refusal refusal;
                object mapped = _handlers.Map((Delegate)value, expected, this, _up, out refusal);
                Note(refusal);
                return refusal == null ? mapped : value;
            }

            Pair pair = PairOf(value);
            return pair == null ? value : _up ? pair.New : pair.Old;
        }

        /// <summary>Puts the successors of elements into the successors of their arrays.</summary>
        internal void FillArrays()
        {
            for (int i = 0; i < _recast.Count; i++)
            {
                IList from = (IList)_recast.At(i);
                IList to = (IList)Map(from, typeof(object));
                for (int k = 0; k < from.Count; k++)
                {
                    to[k] = Map(from[k], typeof(object));
                }
            }
        }

        private void AddRecast(object array)
        {
            if (!_recast.Contains(array))
            {
                _recast.Add(array);
            }
        }

        // The change whose successors an array of this shape cannot hold; null: it can, or there is none.
        private ClassSwap Recast(Shape shape)
        {
            Shape element = shape.Element;
            ClassSwap swap = element == null ? null : _up ? element.Replaced : element.Replacing;
            return swap != null && !swap.Extends ? swap : null;
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
            Strays = 0;
            Refusal = null;
        }

        private void VisitTable()
        {
            Visit(_table.Application);
            for (int i = 0; i < _table.EntryCount; i++)
            {
                Entry entry = _table.EntryAt(i);
                Visit(entry.Target);
                for (int k = 0; k < entry.Bound.Count; k++)
                {
                    Visit(((BoundField)entry.Bound[k]).Holder);
                }
            }

            for (int i = 0; i < _table.Taps.Count; i++)
            {
                Visit(_table.Taps.LineAt(i).Owner);
            }
        }

        private void Visit(object value)
        {
            if (value == null)
            {
                return;
            }

            Shape shape = _shapes.OfObject(value);
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
                Strays += !_up && shape.Replacing != null ? 1 : 0;
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
            Shape shape = _shapes.OfObject(subject);
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
            bool isRecast = Recast(_shapes.Of(type)) != null && !_staying.Contains(list);
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

                Slots.Add(new Slot(list, i, mapped));
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
                Strays++;
            }
            else if (Refusal == null)
            {
                Refusal = refusal;
            }
        }
    }
}
