namespace NanoLive.Loading
{
    // One letter for two bytes of a row, a table after the other; what the letters mean is in CheckWord. Stricter than the CLR where every
    // writer of patches is: members and bodies lie in the order of their owners, so one running number shows that each belongs to one.
    //
    // Deliberately absent: stacks, and whether a call fits what is called. That is the host's part, before it signs; here it would cost as much
    // as all of this again. Nothing is read outside of the image, and every loop is bounded by its length.

    /// <summary>Whether a .pe says only what exists: rows, signatures, members, bodies. For one image; the header was checked before.</summary>
    internal sealed class PeStructure
    {
        internal const int AssemblyRef = 0;
        internal const int TypeRef = 1;
        internal const int FieldRef = 2;
        internal const int MethodRef = 3;
        internal const int TypeDef = 4;
        internal const int FieldDef = 5;
        internal const int MethodDef = 6;
        internal const int Attributes = 7;
        internal const int TypeSpec = 8;
        internal const int Resources = 9;
        internal const int Strings = 11;
        internal const int Signatures = 12;
        internal const int ByteCode = 13;
        internal const int ResourceFiles = 14;

        /// <summary>No index.</summary>
        internal const int None = 0xFFFF;

        private const string Rows = "s----- ssc- srF- srM- ssbei------- sFd- s------- --mg A- ";
        internal const int Paddings = 0x6C;

        // Ids from here on are of the table of strings in the firmware.
        private const int FirstFirmwareString = 0xFFFF - 859;

        private const int NestingMost = 16;
        private const int Void = 0;
        private const int String = 15;
        private const int Object = 16;
        private const int Class = 17;
        private const int ValueType = 18;
        private const int Array = 19;
        private const int ByRef = 20;
        private const int WeakClass = 27;
        private const int FieldConvention = 6;
        private const int HasThis = 0x20;

        private readonly byte[] _image;

        // Where the signature goes on that is being read.
        private int _at;
        private bool _isWrong;

        internal PeStructure(byte[] image)
        {
            _image = image;
        }

        /// <summary>Null when all is sound; else the table, and the row that is not.</summary>
        internal string Complaint()
        {
            int letter = 0;
            for (int table = 0; table <= TypeSpec; table++)
            {
                int width = Rows.IndexOf(' ', letter) - letter;
                int rows = Length(table) / (2 * width);
                if (Length(table) != 2 * width * rows || _image[Paddings + table] != 0)
                {
                    return Place(table, rows);
                }

                for (int row = 0; row < rows; row++)
                {
                    for (int i = 0; i < width; i++)
                    {
                        CheckWord(Rows[letter + i], Word(Start(table) + 2 * (row * width + i)), row);
                    }

                    if (_isWrong)
                    {
                        return Place(table, row);
                    }
                }

                letter += width + 1;
            }

            // Patches bring no resources; and if the last string ends, all do.
            if (Length(Resources) + Length(ResourceFiles) + Length(Resources + 1) != 0 || !HasText(0) || _image[Start(Signatures) - 1 - _image[Paddings + Strings]] != 0)
            {
                return Place(Strings, 0);
            }

            PeMembers members = new PeMembers(this, _image);
            return members.AreSound() ? null : Place(TypeDef, members.Type);
        }

        internal int Start(int table)
        {
            return PeImage.Read32(_image, PeImage.Table(table));
        }

        internal int Length(int table)
        {
            return Start(table + 1) - Start(table);
        }

        internal int Word(int offset)
        {
            return PeImage.Read16(_image, offset);
        }

        /// <summary>Whether there is a row of this number in a table of such rows.</summary>
        internal bool Has(int table, int row, int rowBytes)
        {
            return row * rowBytes < Length(table);
        }

        internal bool HasText(int id)
        {
            return id >= FirstFirmwareString || id < Length(Strings) - _image[Paddings + Strings];
        }

        /// <summary>A type here, or with bit 15 one of elsewhere.</summary>
        internal bool HasType(int index)
        {
            return (index & 0x8000) == 0 ? Has(TypeDef, index, 24) : Has(TypeRef, index & 0x7FFF, 8);
        }

        /// <summary>A field or method here, or with bit 15 one of elsewhere.</summary>
        internal bool HasMember(int own, int index)
        {
            return (index & 0x8000) == 0 ? Has(own, index, own == FieldDef ? 8 : 16) : Has(own - 3, index & 0x7FFF, 8);
        }

        /// <summary>Reads the signature of a method; its convention, number of parameters and what it returns, a byte each; -1 for none.</summary>
        internal int MethodSignature(int offset)
        {
            _at = Start(Signatures) + offset;
            int head = Next() | Next() << 8;
            int returned = Peek();
            ReadType(true);
            for (int i = head >> 8; i > 0; i--)
            {
                ReadType(false);
            }

            return _isWrong || (head & 0xFF & ~HasThis) != 0 ? -1 : head | returned << 16;
        }

        /// <summary>Reads that many types one after the other.</summary>
        internal bool HasTypes(int offset, int count)
        {
            _at = Start(Signatures) + offset;
            while (count-- > 0)
            {
                ReadType(false);
            }

            return !_isWrong;
        }

        private static string Place(int table, int row)
        {
            return "table " + table.ToString() + " row " + row.ToString();
        }

        private void CheckWord(char letter, int word, int row)
        {
            bool isAbsent = word == None;
            switch (letter)
            {
                case 's':
                    Require(HasText(word));
                    break;
                case 'c':
                    // The CLR resolves in order, so an enclosing type comes first.
                    Require((word & 0x8000) == 0 ? Has(AssemblyRef, word, 12) : (word & 0x7FFF) < row);
                    break;
                case 'r':
                    Require(Has(TypeRef, word, 8));
                    break;
                case 'b':
                    Require(isAbsent || HasType(word));
                    break;
                case 'e':
                    Require(isAbsent || word < row);
                    break;
                case 'm':
                    Require(HasMember(MethodDef, word));
                    break;
                case 'M':
                    Require(MethodSignature(word) >= 0);
                    break;
                case '-':
                    break;
                default:
                    CheckSignature(letter, word, isAbsent);
                    break;
            }
        }

        private void CheckSignature(char letter, int word, bool isAbsent)
        {
            _at = Start(Signatures) + word;
            if (letter == 'F')
            {
                Require(Next() == FieldConvention && Peek() != ByRef);
                ReadType(false);
            }
            else if (letter == 'A')
            {
                Require(Peek() == Array);
                ReadType(false);
            }
            else if (letter == 'g')
            {
                Peek();
            }
            else if (!isAbsent)
            {
                // Interfaces: a count and tokens. Static data: a length of two bytes.
                int count = Next();
                for (int i = 0; i < count && letter == 'i'; i++)
                {
                    ReadToken();
                }

                Require(letter == 'i' || _at + (count | Next() << 8) < Start(ByteCode));
            }
        }

        // Arrays of arrays, or a reference to a type, then the type itself.
        private void ReadType(bool isReturned)
        {
            int element = Next();
            for (int depth = 0; element == Array || (element == ByRef && depth == 0); depth++)
            {
                Require(depth < NestingMost);
                element = _isWrong ? Object : Next();
                isReturned = false;
            }

            if (element == Class || element == ValueType)
            {
                ReadToken();
            }
            else
            {
                Require(element <= Object && element != 13 && element != 14 && (element != Void || isReturned) || element == WeakClass);
            }
        }

        // Seven bits, or fourteen, or more than any patch has; then the table is in the two lowest.
        private void ReadToken()
        {
            int value = Next();
            if (value > 0x7F)
            {
                value = (value & 0x7F) << 8 | Next();
            }

            Require((value & 2) == 0 && value < 0x4000 && HasType(value >> 2 | (value & 1) << 15));
        }

        private int Peek()
        {
            int next = Next();
            _at--;
            return next;
        }

        private int Next()
        {
            Require(_at < Start(ByteCode));
            return _isWrong ? 0 : _image[_at++];
        }

        private void Require(bool holds)
        {
            _isWrong |= !holds;
        }
    }
}
