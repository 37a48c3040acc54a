using System;
using NanoLive.Format;

namespace NanoLive.Unpacking
{
    // Entities: what a base image defines or refers to, as image << 18 | kind << 16 | row; kind 0 definition, 1 reference, 2 TypeSpec.
    // References to them are made as they are met, and found again by their bytes, so nothing about them travels but which entity it is.

    /// <summary>A .pe in the making (FORMAT.md, "Packed payload"): its tables, and what comes into them from base images.</summary>
    internal sealed class PeDraft
    {
        internal const int Definition = 0;
        internal const int Reference = 1;
        internal const int Specification = 2;

        /// <summary>String ids from here on are the firmware's, the same in every .pe.</summary>
        internal const int FirstFirmwareString = 0xFFFF - 859;

        internal readonly GrowingBytes[] Tables = new GrowingBytes[16];
        internal readonly GrowingBytes Scratch;
        private readonly GrowingBytes _row;
        private readonly GrowingBytes _text;
        private readonly IBaseImages _source;
        private readonly BaseImage[] _images;

        internal PeDraft(IBaseImages source, int lengthBytes)
        {
            _source = source;
            _images = new BaseImage[source.Count];
            for (int table = 0; table < Tables.Length; table++)
            {
                Tables[table] = new GrowingBytes(lengthBytes);
            }

            Scratch = new GrowingBytes(lengthBytes);
            _row = new GrowingBytes(24);
            _text = new GrowingBytes(512);
            Tables[BaseImage.Strings].Add(0);
        }

        /// <summary>Something pointed outside a base image, or more came out than may.</summary>
        internal bool HasFailed
        {
            get
            {
                bool failed = _text.IsFull || Scratch.IsFull || IsWrong;
                for (int i = 0; i < _images.Length; i++)
                {
                    failed |= _images[i] != null && _images[i].WasLeft;
                }

                for (int i = 0; i < Tables.Length; i++)
                {
                    failed |= Tables[i].IsFull;
                }

                return failed;
            }
        }

        internal bool IsWrong;

        internal int ImageCount
        {
            get { return _images.Length; }
        }

        internal static int Entity(int image, int kind, int row)
        {
            return (image << 18) | (kind << 16) | row;
        }

        internal static int KindOf(int entity)
        {
            return (entity >> 16) & 3;
        }

        internal BaseImage Image(int entity)
        {
            int index = entity >> 18;
            if (index < 0 || index >= _images.Length)
            {
                IsWrong = true;
                index = 0;
            }

            if (_images[index] == null)
            {
                _images[index] = new BaseImage(_source.Image(index));
            }

            return _images[index];
        }

        internal int Count(int table)
        {
            return Tables[table].Length / BaseImage.RowLength(table);
        }

        /// <summary>Begins a text.</summary>
        internal GrowingBytes Text()
        {
            _text.Length = 0;
            return _text;
        }

        internal void AppendText(int entity, int id, int most)
        {
            BaseImage image = Image(entity);
            int at = image.Start(BaseImage.Strings) + id;
            for (int i = 0; i < most && image.U8(at + i) != 0; i++)
            {
                _text.Add(image.U8(at + i));
            }
        }

        internal void AppendOwnText(int id)
        {
            GrowingBytes texts = Tables[BaseImage.Strings];
            for (int i = id; i < texts.Length && texts.Bytes[i] != 0; i++)
            {
                _text.Add(texts.Bytes[i]);
            }
        }

        /// <summary>Between namespace and name, where there is a namespace.</summary>
        internal void AppendDot()
        {
            if (_text.Length > 0)
            {
                _text.Add('.');
            }
        }

        /// <summary>As CBOR has it.</summary>
        internal void AddTextTo(GrowingBytes target)
        {
            if (_text.Length > 23)
            {
                target.Add(0x78);
            }

            target.Add(_text.Length > 23 ? _text.Length : 0x60 + _text.Length);
            for (int i = 0; i < _text.Length; i++)
            {
                target.Add(_text.Bytes[i]);
            }
        }

        /// <summary>Id of the text that was begun.</summary>
        internal int EndText()
        {
            _text.Add(0);
            return Tables[BaseImage.Strings].FindOrAdd(_text, 1);
        }

        internal int StringOf(int entity, int id)
        {
            if (id >= FirstFirmwareString)
            {
                return id;
            }

            Text();
            AppendText(entity, id, 512);
            return EndText();
        }

        internal int EndBlob()
        {
            return Tables[BaseImage.Signatures].FindOrAdd(Scratch, 1);
        }

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
                scope = outer == BaseImage.None ? AssemblyRef(entity, 0x24, 0x1C) : Outer(Sibling(entity, Definition, outer), entity);
            }
            else if ((outer & 0x8000) != 0)
            {
                scope = Outer(Sibling(entity, Reference, outer & 0x7FFF), entity);
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

        internal static int Sibling(int entity, int kind, int row)
        {
            return Entity(entity >> 18, kind, row);
        }

        // What encloses a type stands before it; a circle must not be followed.
        private int Outer(int outer, int entity)
        {
            IsWrong |= outer >= entity;
            return outer >= entity ? 0 : 0x8000 | TypeRef(outer);
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
