using System;
using System.Collections;
using System.Reflection;
using NanoLive.Format;
using NanoLive.Ports;

namespace NanoLive.Objects
{
    // Everything is looked up and found to fit in Collect; Write is plain writes and cannot fail.

    /// <summary>The rows, bound fields, lines and other places that a swap will write.</summary>
    internal sealed class Repointing
    {
        private readonly ObjectTable _table;
        private readonly Walk _walk;
        private readonly bool _up;
        private object _application;

        internal Repointing(Walk walk, ObjectTable table, bool up)
        {
            _table = table;
            _walk = walk;
            _up = up;
        }

        /// <summary>Computes the writes from the walk's last run. Null when all of them can be made; on the way down always.</summary>
        internal Refusal Collect()
        {
            _application = _walk.Map(_table.Application, typeof(object));
            for (int i = 0; i < _table.EntryCount; i++)
            {
                Entry entry = _table.EntryAt(i);
                object target = _walk.Map(entry.Target, typeof(object));
                if (target != entry.Target)
                {
                    _walk.Slots.Add(new Slot(entry, null, target));
                }

                for (int k = 0; k < entry.Bound.Count; k++)
                {
                    Refusal refusal = Collect((BoundField)entry.Bound[k], entry.Target, target);
                    if (refusal != null && _up)
                    {
                        return refusal;
                    }
                }
            }

            return CollectLines();
        }

        /// <summary>
        /// The point of commitment: from here on the other objects are live. Runs on the loop's thread with nobody inside. Returns how many.
        /// </summary>
        internal int Write()
        {
            _table.Application = _application;
            for (int i = 0; i < _walk.Slots.Count; i++)
            {
                ((Slot)_walk.Slots[i]).Write();
            }

            int live = 0;
            for (int i = 0; i < _walk.Reached.Count; i++)
            {
                live += GoLive((Pair)_walk.Reached[i]);
            }

            return live;
        }

        // Of a pair that shares handles, only the live one may ever release them.
        private int GoLive(Pair pair)
        {
            if (pair.IsLive == _up)
            {
                return 0;
            }

            GC.SuppressFinalize(pair.To(!_up));
            GC.ReRegisterForFinalize(pair.To(_up));
            pair.IsLive = _up;
            return 1;
        }

        private Refusal Collect(BoundField bound, object target, object newTarget)
        {
            object holder = bound.Holder;
            FieldInfo field = bound.Field;
            Pair pair = field == null ? null : _walk.PairOf(holder);
            if (field == null)
            {
                // It sleeps since its holder was swapped; it wakes when that holder comes back.
                if (_up || bound.FormerField == null || !IsBack(bound.FormerHolder))
                {
                    return null;
                }

                holder = bound.FormerHolder;
                field = bound.FormerField;
            }
            else if (pair != null)
            {
                holder = pair.To(_up);
                field = pair.Transfer == null ? null : pair.Transfer.Follow(field);
            }
            else if (newTarget == target)
            {
                return null;
            }

            if (field != null && !FieldRoute.Fits(field, newTarget))
            {
                return new Refusal(Status.HolderTypeOther, field.DeclaringType.FullName + "." + field.Name);
            }

            Slot slot = new Slot(holder, field, newTarget);
            slot.Bound = bound;
            _walk.Slots.Add(slot);
            return null;
        }

        private bool IsBack(object oldHolder)
        {
            for (int i = 0; i < _walk.Reached.Count; i++)
            {
                if (((Pair)_walk.Reached[i]).Old == oldHolder)
                {
                    return true;
                }
            }

            return false;
        }

        private Refusal CollectLines()
        {
            ArrayList lines = _table.Lines();
            for (int i = 0; i < lines.Count; i++)
            {
                Line line = (Line)lines[i];
                object handler = _walk.Map(line.Handler, line.HandlerType);
                if (handler != line.Handler)
                {
                    _walk.Slots.Add(new Slot(line, null, handler));
                }
            }

            return _walk.Refusal;
        }
    }
}
