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

        /// <summary>Finds the objects, and reads and checks what they hold. Writes nothing of the application. Null when all of it can move.</summary>
        /// <param name="putOff">Objects that wait for a later hold; null: none.</param>
        /// <param name="only">Its object, and what that leads to; null: all of the table.</param>
        internal Refusal Look(ObjectSet putOff, Entry only)
        {
            Walk.Run(putOff, only);
            Refusal refusal = Walk.Refusal == null ? State.Export() : Walk.Refusal;
            return refusal == null ? Statics.Export() : refusal;
        }
    }
}
