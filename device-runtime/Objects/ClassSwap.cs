using System;
using System.Collections;
using System.Reflection;
using NanoLive.Format;
using NanoLive.Loading;

namespace NanoLive.Objects
{
    /// <summary>One class of a patch while objects are moved to it and back: its pairs, and the transfers laid so far.</summary>
    internal sealed class ClassSwap
    {
        private readonly ArrayList _up = new ArrayList();
        private readonly ArrayList _down = new ArrayList();
        private readonly ArrayList _pairs = new ArrayList();
        private readonly LoadedClass _loaded;
        private readonly ClassSwap _sibling;
        private int _lastFound;

        /// <param name="loaded">What the plan says.</param>
        /// <param name="earlier">Those of the patch so far; one with the same new class is for objects of another state.</param>
        internal ClassSwap(LoadedClass loaded, ClassSwap[] earlier)
        {
            _loaded = loaded;
            for (int i = 0; i < earlier.Length && earlier[i] != null; i++)
            {
                _sibling = earlier[i].NewType == loaded.NewType ? earlier[i] : _sibling;
            }
        }

        internal Type ReleaseType
        {
            get { return _loaded.ReleaseType; }
        }

        internal Type NewType
        {
            get { return _loaded.NewType; }
        }

        /// <summary>Whether an object of the new class can stand wherever one of the release's class could.</summary>
        internal bool Extends
        {
            get { return NewType.IsSubclassOf(ReleaseType); }
        }

        /// <summary>The class that the objects come from which this swap, or one for objects of another state, has met.</summary>
        internal Type OldType
        {
            get { return _pairs.Count > 0 || _sibling == null ? ReleaseType : _sibling.OldType; }
        }

        /// <summary>What undoes the migration of the patch that the old object comes from; null: nothing.</summary>
        internal MethodInfo Undo
        {
            get { return _loaded.Undo; }
        }

        /// <summary>Whether what the way up did can be taken back; what was undone cannot be done again.</summary>
        internal bool HasWayBack
        {
            get { return _loaded.Undo == null; }
        }

        internal MethodInfo Migration(bool up)
        {
            return up ? _loaded.Up : _loaded.Down;
        }

        /// <summary>The pair of an object: on the way up of an old one, on the way down of a new one that is live. Null when there is none.</summary>
        internal Pair Find(object from, bool up)
        {
            // Walks come by in the order in which the pairs were made, so the next one is mostly the last one or the one after it.
            for (int i = 0, next = _lastFound; i < _pairs.Count; i++, next++)
            {
                next = next < _pairs.Count ? next : 0;
                Pair pair = (Pair)_pairs[next];
                if (up ? pair.Old == from : pair.New == from && pair.IsLive)
                {
                    _lastFound = next;
                    return pair;
                }
            }

            return up || _sibling == null ? null : _sibling.Find(from, false);
        }

        /// <summary>Makes a successor without state, whose finalizer will not run until it goes live.</summary>
        internal Pair Adopt(object old, out Refusal refusal)
        {
            object adopted;
            refusal = PatchCode.Call(_loaded.Adoption, new object[] { null }, Status.AdoptionMissing, out adopted);
            if (refusal != null)
            {
                return null;
            }

            GC.SuppressFinalize(adopted);
            Pair pair = new Pair(this, old, adopted);
            _pairs.Add(pair);
            return pair;
        }

        /// <summary>Gives up all pairs; nothing of theirs is found any more.</summary>
        internal void Forget()
        {
            _pairs.Clear();
            _lastFound = 0;
        }

        /// <summary>The routes between the new class and <paramref name="oldType"/>, laid once. Null with the reason.</summary>
        internal ClassTransfer Transfer(Type oldType, bool up, out Refusal refusal)
        {
            refusal = null;
            ArrayList laid = up ? _up : _down;
            for (int i = 0; i < laid.Count; i++)
            {
                ClassTransfer known = (ClassTransfer)laid[i];
                if ((up ? known.From : known.To) == oldType)
                {
                    return known;
                }
            }

            ClassTransfer transfer = up
                ? ClassTransfer.Lay(oldType, NewType, ReleaseType, _loaded.Change.Moves, true, out refusal)
                : ClassTransfer.Lay(NewType, oldType, ReleaseType, _loaded.Change.Moves, false, out refusal);
            if (transfer != null)
            {
                laid.Add(transfer);
            }

            return transfer;
        }

        /// <summary>Asks the patch's <c>Handler</c>; null where the class has none.</summary>
        internal Refusal Ask(object self, int index, out object answer)
        {
            answer = null;
            return _loaded.Handler == null ? null
                : PatchCode.Call(_loaded.Handler, new object[] { self, index }, index < 0 ? Status.MigrationThrew : Status.HandlerMissing, out answer);
        }

        /// <summary>A delegate on the new object in the place of one on the old; null when the patch offers none, with the reason when it threw.</summary>
        internal object HandlerFor(object self, string method, out Refusal refusal)
        {
            object made = null;
            refusal = null;
            int index = _loaded.Handler == null ? -1 : Names.IndexOf(_loaded.Change.Handlers, method);
            if (index >= 0)
            {
                refusal = Ask(self, index, out made);
            }

            return made;
        }
    }
}
