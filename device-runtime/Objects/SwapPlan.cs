using System;
using System.Reflection;
using NanoLive.Format;
using NanoLive.Loading;

namespace NanoLive.Objects
{
    // Everything that can fail happens in Prepare and Transfer; Commit and Rollback are plain writes.
    //
    //   Prepare     any time between two ticks   the walk, the transfer's checks and the look-ups are done once for all objects; successors are
    //                                            made; every refusal that does not depend on the moment shows here. Nothing is written.
    //   Transfer    in the held moment           the same again with the values of the moment, for the next objects, into their successors
    //   Commit      in the held moment           the table, bound fields, holders, lines, factories. The old objects stay as they are.
    //   Resume      in the held moment           threads that Transfer stopped are started again, inside of the new objects; of the old, when it was refused
    //   TransferBack, Rollback                   the same way back, for all objects at once, with their threads
    //
    // Between two commits of one plan old and new objects live side by side; creation goes to the new class from the first commit on: TakeOver
    // does for one entry what Transfer and Commit do for those that were there. A boot takes the same way, from the objects that the release
    // has just made, so what runs after it is what ran after the swap of a live update.

    /// <summary>
    /// The receipt for a swap that can be carried out. Holding one proves that every class, field and holder fits and that successors exist;
    /// not that nobody is inside, and not that a migration will return normally.
    /// </summary>
    [ForTools]
    public sealed class SwapPlan
    {
        private readonly ObjectTable _table;
        internal readonly LoadedPatch Patch;
        internal readonly Handlers Handlers = new Handlers();
        internal readonly ArrayPairs Arrays = new ArrayPairs();
        internal readonly Shapes Shapes;
        private readonly ClassSwap[] _classes;
        private readonly Way _up;
        private readonly ObjectSet _putOff = new ObjectSet();
        private readonly Redirection _creation;
        private Way _down;
        private bool _settled;

        private SwapPlan(ObjectTable table, LoadedPatch patch)
        {
            _table = table;
            Patch = patch;
            _classes = new ClassSwap[patch.Classes.Length];
            for (int i = 0; i < _classes.Length; i++)
            {
                _classes[i] = new ClassSwap(patch.Classes[i], _classes);
            }

            Shapes = new Shapes(table, _classes, patch);
            _up = new Way(this, table, true);
            _creation = new Redirection(table, patch);
        }

        /// <summary>How many objects, entries' and others, have a successor that is live.</summary>
        public int LiveCount { get; private set; }

        /// <summary>Whether objects are left for another Transfer and Commit.</summary>
        public bool HasMore { get; private set; }

        /// <summary>
        /// How many places still lead to the patch's code after Rollback, because what refers to it was made during the trial and has nothing
        /// to go back to; at any time, how many objects have a thread that could not be stopped or started. Only a reboot removes those.
        /// </summary>
        public int Strays { get; internal set; }

        /// <summary>Finds out whether and how the table's objects can be swapped. Null, with the reason, when they cannot.</summary>
        public static SwapPlan Prepare(ObjectTable table, LoadedPatch patch, out Refusal refusal)
        {
            SwapPlan plan = new SwapPlan(table, patch);
            refusal = plan.Collect(null, null);
            plan.HasMore = true;
            return refusal == null ? plan : null;
        }

        /// <summary>
        /// Moves the state of the next objects into their successors, none of which is live. The caller holds the loop between two ticks, with
        /// nobody inside. When refused, everything is as it was; what went live in earlier commits is the caller's to roll back.
        /// </summary>
        /// <param name="atMost">How many entries' objects; parts go with their owners. At least 1.</param>
        public Refusal Transfer(int atMost)
        {
            PutOff(atMost);
            Refusal refusal = Collect(_putOff, null);
            refusal = refusal == null ? _up.State.Import() : refusal;
            if (refusal == null && !_creation.IsRedirected)
            {
                _up.Statics.Write();
            }

            return refusal;
        }

        /// <summary>The new objects are live. Cannot fail; directly after a Transfer that was not refused.</summary>
        public void Commit()
        {
            _creation.Redirect(this);
            LiveCount += _up.Repointing.Write();
            HasMore = _putOff.Count > 0;
        }

        /// <summary>
        /// Directly after Transfer and, unless that was refused, Commit: threads that were stopped run again. Why one does not, or what Transfer refused.
        /// </summary>
        public Refusal Resume(Refusal refusal)
        {
            return _up.Resume(refusal);
        }

        /// <summary>
        /// After the commit, for an entry whose object the release's constructor has just made: what Transfer and Commit do, for that object and
        /// what it refers to. When refused, everything is as it was.
        /// </summary>
        public Refusal TakeOver(Entry entry)
        {
            Refusal refusal = Collect(_putOff, entry);
            refusal = refusal == null ? _up.State.Import() : refusal;
            if (refusal == null)
            {
                LiveCount += _up.Repointing.Write();
            }

            refusal = _up.Resume(refusal);
            if (_settled)
            {
                Forget();
            }

            return refusal;
        }

        /// <summary>There is no way back any more: the old objects are given up. Factories go on by this plan.</summary>
        public void Settle()
        {
            _settled = true;
            _creation.Settle();
            _down = null;
            Forget();
        }

        /// <summary>
        /// Moves current values back into the old objects, so that nothing measured since the commit is lost. When refused, the old objects
        /// have the state that they had at the commit. <see cref="Rollback"/> follows in either case.
        /// </summary>
        public Refusal TransferBack()
        {
            _down = new Way(this, _table, false);
            Strays = 0;
            Refusal refusal = _down.Look(_putOff, null);
            if (refusal == null)
            {
                Keepsake kept = new Keepsake(_down.Walk.Reached);
                refusal = _down.State.Import();
                if (refusal != null)
                {
                    kept.Restore();
                }
                else
                {
                    _down.Statics.Write();
                }
            }

            _down.Repointing.Collect();
            return refusal;
        }

        /// <summary>The old objects are live again. Cannot fail; directly after <see cref="TransferBack"/>.</summary>
        public void Rollback()
        {
            LiveCount -= _down.Repointing.Write();
            _creation.TakeBack();
            _down.Resume(null);
        }

        private Refusal Collect(ObjectSet putOff, Entry only)
        {
            Refusal refusal = _up.Look(putOff, only);
            return refusal == null ? _up.Repointing.Collect() : refusal;
        }

        private void Forget()
        {
            for (int i = 0; i < _classes.Length; i++)
            {
                _classes[i].Forget();
            }

            Handlers.Forget();
            Arrays.Forget();
            _up.Walk.Forget();
        }

        // Fills the list of entries' objects that wait for a later hold. A class that does not extend its old one cannot stand beside it.
        private void PutOff(int atMost)
        {
            _putOff.Clear();
            for (int i = 0; i < _classes.Length; i++)
            {
                if (!_classes[i].Extends)
                {
                    return;
                }
            }

            int taken = 0;
            for (int i = 0; i < _table.EntryCount; i++)
            {
                object target = _table.EntryAt(i).Target;
                if (Shapes.Of(target.GetType()).Replaced != null && ++taken > atMost)
                {
                    _putOff.Add(target);
                }
            }
        }
    }
}
