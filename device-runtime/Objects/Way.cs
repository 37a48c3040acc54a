namespace NanoLive.Objects
{
    /// <summary>One direction of a swap: what is reached, the state that moves, the places that refer to it.</summary>
    internal sealed class Way
    {
        internal readonly Walk Walk;
        internal readonly StateTransfer State;
        internal readonly StaticTransfer Statics;
        internal readonly Repointing Repointing;

        /// <param name="plan">With all that both directions share.</param>
        /// <param name="up">Whether to the new objects.</param>
        internal Way(SwapPlan plan, ObjectTable table, bool up)
        {
            Walk = new Walk(plan, table, up);
            State = new StateTransfer(Walk, up);
            Statics = new StaticTransfer(Walk, plan.Patch.StaticMoves, up);
            Repointing = new Repointing(Walk, table, up);
        }

        /// <summary>
        /// Finds the objects, and reads and checks what they hold; again, when threads were stopped meanwhile. Writes nothing of the application. Null when
        /// all of it can move.
        /// </summary>
        /// <param name="putOff">Objects that wait for a later hold; null: it is only to be found out whether there is a way, and no thread is stopped.</param>
        /// <param name="only">Its object, and what that leads to; null: all of the table.</param>
        internal Refusal Look(ObjectSet putOff, Entry only)
        {
            Refusal refusal;
            do
            {
                Walk.Run(putOff, only);
                refusal = Walk.Refusal == null ? State.Export() : Walk.Refusal;
                refusal = refusal == null ? Statics.Export() : refusal;
            }
            while (refusal == null && putOff != null && State.Threads(false, ref refusal) && refusal == null);
            return refusal;
        }

        /// <summary>Threads that were stopped run again, inside of the objects that are live now. Why one does not, or the refusal that there was already.</summary>
        internal Refusal Resume(Refusal refusal)
        {
            State.Threads(true, ref refusal);
            return refusal;
        }
    }
}
