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
        private readonly ArrayList _entries = new ArrayList();
        private readonly ArrayList _targets = new ArrayList();
        private readonly ArrayList _bound = new ArrayList();
        private readonly ArrayList _lines = new ArrayList();
        private readonly ArrayList _handlers = new ArrayList();
        private readonly ArrayList _owners = new ArrayList();
        private object _application;

        internal Repointing(ObjectTable table, Walk walk, bool up)
        {
            _table = table;
            _walk = walk;
            _up = up;
        }

        /// <summary>Computes the writes from the walk's last run. Null when all of them can be made; on the way down always.</summary>
        internal Refusal Collect()
        {
            Clear();
            _application = _walk.Map(_table.Application, typeof(object));
            for (int i = 0; i < _table.EntryCount; i++)
            {
                Entry entry = _table.EntryAt(i);
                object target = _walk.Map(entry.Target, typeof(object));
                if (target != entry.Target)
                {
                    _entries.Add(entry);
                    _targets.Add(target);
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
            for (int i = 0; i < _entries.Count; i++)
            {
                ((Entry)_entries[i]).Target = _targets[i];
            }

            for (int i = 0; i < _walk.Slots.Count; i++)
            {
                ((Slot)_walk.Slots[i]).Write();
            }

            for (int i = 0; i < _bound.Count; i++)
            {
                ((BoundWrite)_bound[i]).Write();
            }

            for (int i = 0; i < _lines.Count; i++)
            {
                InterruptLine line = (InterruptLine)_lines[i];
                line.Owner = _owners[i];
                line.Handler = _handlers[i];
            }

            int live = 0;
            for (int i = 0; i < _walk.Reached.Count; i++)
            {
                live += GoLive((Pair)_walk.Reached[i]);
            }

            Clear();
            return live;
        }

        // Of a pair that shares handles, only the live one may ever release them.
        private int GoLive(Pair pair)
        {
            if (pair.IsLive == _up)
            {
                return 0;
            }

            GC.SuppressFinalize(_up ? pair.Old : pair.New);
            GC.ReRegisterForFinalize(_up ? pair.New : pair.Old);
            pair.IsLive = _up;
            return 1;
        }

        private Refusal Collect(BoundField bound, object target, object newTarget)
        {
            BoundWrite write = new BoundWrite(bound, newTarget);
            Pair pair = bound.Field == null ? null : _walk.PairOf(bound.Holder);
            if (bound.Field == null)
            {
                // It sleeps since its holder was swapped; it wakes when that holder comes back.
                if (_up || bound.FormerField == null || !IsBack(bound.FormerHolder))
                {
                    return null;
                }

                write.Holder = bound.FormerHolder;
                write.Field = bound.FormerField;
            }
            else if (pair != null)
            {
                write.Holder = _up ? pair.New : pair.Old;
                write.Field = pair.Transfer == null ? null : pair.Transfer.Follow(bound.Field);
            }
            else if (newTarget == target)
            {
                return null;
            }

            if (write.Field != null && !FieldRoute.Fits(write.Field, newTarget))
            {
                return new Refusal(Status.HolderTypeOther, write.Field.DeclaringType.FullName + "." + write.Field.Name);
            }

            _bound.Add(write);
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
            for (int i = 0; i < _table.Taps.Count; i++)
            {
                InterruptLine line = _table.Taps.LineAt(i);
                object owner = line.Owner == null ? null : _walk.Map(line.Owner, typeof(object));
                if (owner == line.Owner)
                {
                    continue;
                }

                object handler = _walk.Map(line.Handler, typeof(object));
                if (_walk.Refusal != null || !line.Accepts(handler))
                {
                    if (_up)
                    {
                        return _walk.Refusal != null ? _walk.Refusal : new Refusal(Status.HandlerMissing, owner.GetType().FullName);
                    }

                    continue;
                }

                _lines.Add(line);
                _owners.Add(owner);
                _handlers.Add(handler);
            }

            return null;
        }

        private void Clear()
        {
            _entries.Clear();
            _targets.Clear();
            _bound.Clear();
            _lines.Clear();
            _owners.Clear();
            _handlers.Clear();
        }
    }
}
