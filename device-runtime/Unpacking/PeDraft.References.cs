namespace NanoLive.Unpacking
{
    // References to entities are made as they are met, and found again by their bytes, so nothing about them travels but which entity it is.
    internal sealed partial class PeDraft
    {
        internal int Row(int table, int a, int b, int c, int d)
        {
            _row.Length = 0;
            _row.Add16(a);
            _row.Add16(b);
            if (table != BaseImage.TypeSpec)
            {
                _row.Add16(c);
                _row.Add16(d);
            }

            int length = BaseImage.RowLength(table);
            return Tables[table].FindOrAdd(_row, length) / length;
        }

        internal int TypeRef(int entity)
        {
            BaseImage image = Image(entity);
            bool isDefinition = KindOf(entity) == Definition;
            int at = image.Row(isDefinition ? BaseImage.TypeDef : BaseImage.TypeRef, entity & 0xFFFF);
            int outer = image.U16(isDefinition ? at + 6 : at + 4);
            int scope;
            if (isDefinition)
            {
                scope = outer == BaseImage.None ? AssemblyRef(entity, 0x24, 0x1C) : Outer(Sibling(entity, Definition, outer));
            }
            else if ((outer & 0x8000) != 0)
            {
                scope = Outer(Sibling(entity, Reference, outer & 0x7FFF));
            }
            else
            {
                int row = image.Row(BaseImage.AssemblyRef, outer);
                scope = AssemblyRef(entity, row, row + 4);
            }

            int name = StringOf(entity, image.U16(at));
            return Row(BaseImage.TypeRef, name, StringOf(entity, image.U16(at + 2)), scope, 0);
        }

        internal int MemberRef(int table, int entity)
        {
            BaseImage image = Image(entity);
            int row = entity & 0xFFFF;
            bool isDefinition = KindOf(entity) == Definition;
            int owner;
            int at;
            int signature;
            if (isDefinition)
            {
                int definitions = table == BaseImage.FieldRef ? BaseImage.FieldDef : BaseImage.MethodDef;
                at = image.Row(definitions, row);
                owner = TypeRef(Sibling(entity, Definition, image.OwnerOf(definitions, row)));
                signature = image.U16(table == BaseImage.FieldRef ? at + 2 : at + 14);
            }
            else
            {
                at = image.Row(table, row);
                owner = TypeRef(Sibling(entity, Reference, image.U16(at + 2)));
                signature = image.U16(at + 4);
            }

            int name = StringOf(entity, image.U16(at));
            Scratch.Length = 0;
            int from = image.Start(BaseImage.Signatures) + signature;
            Scratch.Add(image.U8(from++));
            int types = 1;
            if (table == BaseImage.MethodRef)
            {
                Scratch.Add(image.U8(from));
                types += image.U8(from++);
            }

            for (int i = 0; i < types; i++)
            {
                from = CopyType(entity, from);
            }

            return Row(table, name, owner, EndBlob(), 0);
        }

        internal int TypeSpec(int entity)
        {
            BaseImage image = Image(entity);
            Scratch.Length = 0;
            CopyType(entity, image.Start(BaseImage.Signatures) + image.U16(image.Row(BaseImage.TypeSpec, entity & 0xFFFF)));
            return Row(BaseImage.TypeSpec, EndBlob(), 0, 0, 0);
        }

        /// <summary>Adds a type of a base image's signature to the scratch; returns the offset behind it.</summary>
        internal int CopyType(int entity, int from)
        {
            BaseImage image = Image(entity);
            int element = image.U8(from++);
            for (int depth = 0; depth < 16 && (element == 19 || element == 20); depth++)
            {
                Scratch.Add(element);
                element = image.U8(from++);
            }

            Scratch.Add(element);
            if (element == 17 || element == 18)
            {
                int token;
                from = ReadToken(image, from, out token);
                AddToken((TypeRef(Sibling(entity, token & 3, token >> 2)) << 2) | 1);
            }

            return from;
        }

        internal static int ReadToken(BaseImage image, int from, out int token)
        {
            int first = image.U8(from);
            bool isLong = first >= 0x80;
            token = isLong ? ((first & 0x3F) << 8) | image.U8(from + 1) : first;
            image.WasLeft |= first >= 0xC0;
            return isLong ? from + 2 : from + 1;
        }

        /// <summary>A token as signatures have it.</summary>
        internal void AddToken(int token)
        {
            if (token > 0x7F)
            {
                Scratch.Add((token >> 8) | 0x80);
            }

            Scratch.Add(token);
        }

        private int Outer(int outer)
        {
            if (!IsNestedSoundly())
            {
                return 0;
            }

            int row = TypeRef(outer);
            _nesting--;
            return 0x8000 | row;
        }

        // One level further out; a circle must not be followed.
        private bool IsNestedSoundly()
        {
            IsWrong |= ++_nesting > MostNesting;
            return _nesting <= MostNesting;
        }

        private int AssemblyRef(int entity, int nameAt, int versionAt)
        {
            BaseImage image = Image(entity);
            int name = StringOf(entity, image.U16(nameAt));
            _row.Length = 0;
            _row.Add16(name);
            _row.Add16(0);
            for (int i = 0; i < 8; i++)
            {
                _row.Add(image.U8(versionAt + i));
            }

            return Tables[BaseImage.AssemblyRef].FindOrAdd(_row, 12) / 12;
        }
    }
}
