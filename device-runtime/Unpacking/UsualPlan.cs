namespace NanoLive.Unpacking
{
    /// <summary>The plan that a patch has when nothing about it is unusual: what its .pe and the base say of it (FORMAT.md, "Plan"); behind it, the texts of the .pe.</summary>
    internal static class UsualPlan
    {
        private const int MostBytes = 4096;

        /// <summary>As many as one byte can say.</summary>
        internal const int MostHolders = 23;

        private const int MostName = 255;

        internal static GrowingBytes Of(PeUnpacking patch, byte[] releaseDigest)
        {
            PeDraft draft = patch.Draft;
            GrowingBytes plan = new GrowingBytes(MostBytes);
            plan.Add(0x88);
            plan.Add(1);
            plan.Add(0);
            plan.Add(0x58);
            plan.Add(32);
            for (int i = 0; i < 32; i++)
            {
                plan.Add(releaseDigest[i]);
            }

            draft.Text();
            draft.AppendOwnText(patch.Name);
            draft.AddTextTo(plan);
            plan.Add(0x81);
            plan.Add(0x40);
            int head = plan.Length;
            plan.Add(0x80);
            for (int type = 0; type < patch.TypeCount; type++)
            {
                int old = patch.ReplacedBy(type);
                if (old >= 0)
                {
                    plan.Bytes[head]++;
                    Class(plan, patch, old, type);
                }
            }

            AddHolders(plan, patch, draft);
            plan.Add(0xF6);
            AddTexts(plan, draft.Tables[BaseImage.Strings]);
            return plan;
        }

        private static void AddHolders(GrowingBytes plan, PeUnpacking patch, PeDraft draft)
        {
            int count = patch.HolderCount();
            plan.Add(0x80 + count);
            for (int i = 0; i < count; i++)
            {
                int field;
                int owner = patch.Holder(out field);
                plan.Add(0x83);
                AddName(plan, draft, owner);
                AddText(plan, draft, owner, draft.Image(owner).Row(BaseImage.FieldDef, field));
            }
        }

        // Plans that are less usual name members of the patch.
        private static void AddTexts(GrowingBytes plan, GrowingBytes texts)
        {
            for (int i = 0; i < texts.Length; i++)
            {
                plan.Add(texts.Bytes[i]);
            }
        }

        // Simple name of the assembly and full name of a type that a base image defines.
        private static void AddName(GrowingBytes plan, PeDraft draft, int type)
        {
            BaseImage image = draft.Image(type);
            int row = image.Row(BaseImage.TypeDef, type & 0xFFFF);
            AddText(plan, draft, type, 0x24);
            draft.Text();
            draft.AppendText(type, image.U16(row + 2), MostName);
            draft.AppendDot();
            draft.AppendText(type, image.U16(row), MostName);
            draft.AddTextTo(plan);
        }

        // The text whose id stands there in an image.
        private static void AddText(GrowingBytes plan, PeDraft draft, int entity, int at)
        {
            draft.Text();
            draft.AppendText(entity, draft.Image(entity).U16(at), MostName);
            draft.AddTextTo(plan);
        }

        private static void Class(GrowingBytes plan, PeUnpacking patch, int old, int type)
        {
            PeDraft draft = patch.Draft;
            plan.Add(0x86);
            AddName(plan, draft, old);
            byte[] types = draft.Tables[BaseImage.TypeDef].Bytes;
            int at = type * 24;
            draft.Text();
            draft.AppendOwnText(types[at + 2] | (types[at + 3] << 8));
            draft.AppendDot();
            draft.AppendOwnText(types[at] | (types[at + 1] << 8));
            draft.AddTextTo(plan);
            plan.Add(0x80);
            if (patch.IsSampled(type, PeUnpacking.SampleUp))
            {
                draft.AddTextTo(plan);
            }
            else
            {
                plan.Add(0xF6);
            }

            plan.Add(patch.IsSampled(type, PeUnpacking.SampleHandler) ? 0x81 : 0x80);
        }
    }
}
