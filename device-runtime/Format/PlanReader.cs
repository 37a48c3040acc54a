namespace NanoLive.Format
{
    /// <summary>Reads a plan (FORMAT.md, "Plan"). Never throws; allocates the records of the plan and no more.</summary>
    [ForTools]
    public static class PlanReader
    {
        /// <summary>The format of plans that this board reads.</summary>
        public const int Version = 1;

        /// <summary>What a manifest says when the payload may be packed; the plan in it is of <see cref="Version"/>.</summary>
        public const int PackedVersion = 5;

        private const int FlagNeutral = 1;

        /// <summary>
        /// Null when refused: <see cref="Status.PlanMalformed"/>, <see cref="Status.OtherFormatVersion"/>. The range must lie inside the buffer.
        /// </summary>
        public static Plan Read(byte[] buffer, int offset, int count, out int status)
        {
            CborReader reader = new CborReader(buffer, offset, count);
            Plan plan = ReadPlan(reader);
            reader.ReadEnd();
            status = reader.Status == Status.Malformed ? Status.PlanMalformed : reader.Status;
            return reader.Failed ? null : plan;
        }

        private static Plan ReadPlan(CborReader reader)
        {
            Plan plan = new Plan();
            int items = reader.ReadArray(64);
            if (reader.ReadUnsigned(0, int.MaxValue) != Version)
            {
                reader.Refuse(Status.OtherFormatVersion);
            }

            reader.Require(items == 8 || items == 9);
            plan.Neutral = reader.ReadUnsigned(0, FlagNeutral) == FlagNeutral;
            plan.BaseDigest = reader.ReadExactly(32);
            plan.AssemblyName = ReadName(reader);
            plan.FromStates = ReadFromStates(reader, plan.BaseDigest);
            plan.Classes = ReadClasses(reader);
            plan.Holders = ReadHolders(reader);
            if (!reader.TryReadNull())
            {
                reader.ReadArrayOf(2);
                plan.EntryClass = ReadName(reader);
                plan.EntryMethod = ReadName(reader);
            }

            plan.Statics = items == 9 ? ReadStatics(reader) : new StaticMove[0];
            return plan;
        }

        // The empty byte string stands for the release itself, whose digest was read already.
        private static byte[][] ReadFromStates(CborReader reader, byte[] baseDigest)
        {
            byte[][] states = new byte[reader.ReadArray(FormatLimit.FromStates)][];
            for (int i = 0; i < states.Length && !reader.Failed; i++)
            {
                states[i] = reader.TryReadEmpty() ? baseDigest : reader.ReadExactly(32);
            }

            return states;
        }

        private static ClassChange[] ReadClasses(CborReader reader)
        {
            ClassChange[] classes = new ClassChange[reader.ReadArray(FormatLimit.Classes)];
            for (int i = 0; i < classes.Length && !reader.Failed; i++)
            {
                int items = reader.ReadArray(8);
                reader.Require(items == 6 || items == 7);
                ClassChange change = new ClassChange();
                change.OldAssembly = ReadName(reader);
                change.OldClass = ReadName(reader);
                change.NewClass = ReadName(reader);
                change.Moves = ReadMoves(reader);
                change.Migration = ReadNameOrNull(reader);
                change.Handlers = new string[reader.ReadArray(FormatLimit.HandlersOfClass)];
                for (int k = 0; k < change.Handlers.Length && !reader.Failed; k++)
                {
                    change.Handlers[k] = ReadName(reader);
                }

                change.Undoes = items == 7 ? ReadName(reader) : null;
                classes[i] = change;
            }

            return classes;
        }

        private static FieldMove[] ReadMoves(CborReader reader)
        {
            FieldMove[] moves = new FieldMove[reader.ReadArray(FormatLimit.MovesOfClass)];
            for (int i = 0; i < moves.Length && !reader.Failed; i++)
            {
                reader.ReadArrayOf(4);
                FieldMove move = new FieldMove();
                move.From = ReadNameOrNull(reader);
                move.To = ReadNameOrNull(reader);
                move.Multiply = (int)reader.ReadUnsigned(1, int.MaxValue);
                move.Divide = (int)reader.ReadUnsigned(1, int.MaxValue);
                reader.Require(move.From != null || move.To != null);
                moves[i] = move;
            }

            return moves;
        }

        private static HolderField[] ReadHolders(CborReader reader)
        {
            HolderField[] holders = new HolderField[reader.ReadArray(FormatLimit.Holders)];
            for (int i = 0; i < holders.Length && !reader.Failed; i++)
            {
                reader.ReadArrayOf(3);
                HolderField holder = new HolderField();
                holder.Assembly = ReadName(reader);
                holder.Class = ReadName(reader);
                holder.Field = ReadName(reader);
                holders[i] = holder;
            }

            return holders;
        }

        private static StaticMove[] ReadStatics(CborReader reader)
        {
            StaticMove[] moves = new StaticMove[reader.ReadArray(FormatLimit.Statics)];
            for (int i = 0; i < moves.Length && !reader.Failed; i++)
            {
                reader.ReadArrayOf(4);
                StaticMove move = new StaticMove();
                move.OldAssembly = ReadName(reader);
                move.OldClass = ReadName(reader);
                move.NewClass = ReadName(reader);
                move.Field = ReadName(reader);
                moves[i] = move;
            }

            return moves;
        }

        private static string ReadNameOrNull(CborReader reader)
        {
            return reader.TryReadNull() ? null : ReadName(reader);
        }

        private static string ReadName(CborReader reader)
        {
            return reader.ReadText(FormatLimit.NameLength);
        }
    }
}
