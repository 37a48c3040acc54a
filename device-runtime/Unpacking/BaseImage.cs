namespace NanoLive.Unpacking
{
    /// <summary>
    /// A .pe that this board has a copy of, read where a packed payload points to. Reading outside gives 0 and is remembered: a payload
    /// that was packed against other bytes must not do harm.
    /// </summary>
    internal sealed class BaseImage
    {
        internal const int AssemblyRef = 0;
        internal const int TypeRef = 1;
        internal const int FieldRef = 2;
        internal const int MethodRef = 3;
        internal const int TypeDef = 4;
        internal const int FieldDef = 5;
        internal const int MethodDef = 6;
        internal const int TypeSpec = 8;
        internal const int Strings = 11;
        internal const int Signatures = 12;
        internal const int ByteCode = 13;

        /// <summary>The index that means: there is none.</summary>
        internal const int None = 0xFFFF;

        private const string RowLengths = "\u000C\u0008\u0008\u0008\u0018\u0008\u0010\u0008\u0004";
        private readonly byte[] _bytes;

        internal BaseImage(byte[] bytes)
        {
            _bytes = bytes;
        }

        internal bool WasLeft;

        internal static int RowLength(int table)
        {
            return table < RowLengths.Length ? RowLengths[table] : 1;
        }

        internal int U8(int offset)
        {
            if (offset >= 0 && offset < _bytes.Length)
            {
                return _bytes[offset];
            }

            WasLeft = true;
            return 0;
        }

        internal int U16(int offset)
        {
            return U8(offset) | (U8(offset + 1) << 8);
        }

        internal int Start(int table)
        {
            int at = 0x28 + (table * 4);
            return U16(at) | (U16(at + 2) << 16);
        }

        internal int Count(int table)
        {
            return (Start(table + 1) - U8(0x6C + table) - Start(table)) / RowLength(table);
        }

        internal int Row(int table, int row)
        {
            WasLeft |= row >= Count(table);
            return Start(table) + (row * RowLength(table));
        }

        /// <summary>The TypeDef that a field or method belongs to.</summary>
        internal int OwnerOf(int table, int row)
        {
            int count = Count(TypeDef);
            for (int type = 0; type < count; type++)
            {
                int at = Row(TypeDef, type);
                bool isIts = table == MethodDef
                    ? IsIn(row, U16(at + 10), U8(at + 12) + U8(at + 13) + U8(at + 14))
                    : IsIn(row, U16(at + 16), U8(at + 20)) || IsIn(row, U16(at + 18), U8(at + 21));
                if (isIts)
                {
                    return type;
                }
            }

            WasLeft = true;
            return 0;
        }

        /// <summary>Offset in ByteCode where the body of a method ends: where the next one begins.</summary>
        internal int BodyEnd(int method)
        {
            int count = Count(MethodDef);
            for (int next = method + 1; next < count; next++)
            {
                int start = U16(Row(MethodDef, next) + 2);
                if (start != None)
                {
                    return start;
                }
            }

            return Count(ByteCode);
        }

        private static bool IsIn(int row, int first, int count)
        {
            return row >= first && row < first + count;
        }
    }
}
