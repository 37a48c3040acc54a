using NanoLive.Ports;

namespace NanoLive.Checking
{
    // One letter for two bytes of a row, a table after the other; what the letters mean is in CheckWord. Stricter than the CLR where every
    // writer of patches is: members and bodies lie in the order of their owners, so one running number shows that each belongs to one.
    //
    // Deliberately absent: stacks, and whether a call fits what is called. That is the host's part, before it signs; here it would cost as much
    // as all of this again. Nothing is read outside of the image, and every loop is bounded by its length.

    /// <summary>Whether a .pe says only what exists: rows, signatures, members, bodies. The header was checked before.</summary>
    public sealed partial class PeStructure : IImageCheck
    {
        private const int AssemblyRef = 0;
        private const int TypeRef = 1;
        private const int FieldRef = 2;
        private const int MethodRef = 3;
        private const int TypeDef = 4;
        private const int FieldDef = 5;
        private const int MethodDef = 6;
        private const int Attributes = 7;
        private const int TypeSpec = 8;
        private const int Resources = 9;
        private const int Strings = 11;
        private const int Signatures = 12;
        private const int ByteCode = 13;
        private const int ResourceFiles = 14;

        /// <summary>No index.</summary>
        private const int None = 0xFFFF;

        private const string Rows = "s----- ssc- srF- srM- ssbei------- sFd- s------- --mg A- ";
        private const int StartOfTables = 0x28;
        private const int Paddings = 0x6C;

        // Ids from here on are of the table of strings in the firmware.
        private const int FirstFirmwareString = 0xFFFF - 859;

        private byte[] _image;

        private bool _isWrong;

        /// <summary>Null when all is sound; else the table, and the row that is not.</summary>
        public string Complaint(byte[] image)
        {
            _image = image;
            _isWrong = false;
            _method = 0;
            _field = 0;
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

            return HasSoundMembers() ? null : Place(TypeDef, _type);
        }

        private int Start(int table)
        {
            int at = StartOfTables + 4 * table;
            return Word(at) | Word(at + 2) << 16;
        }

        private int Length(int table)
        {
            return Start(table + 1) - Start(table);
        }

        private int Word(int offset)
        {
            return _image[offset] | _image[offset + 1] << 8;
        }

        /// <summary>Whether there is a row of this number in a table of such rows.</summary>
        private bool Has(int table, int row, int rowBytes)
        {
            return row * rowBytes < Length(table);
        }

        private bool HasText(int id)
        {
            return id >= FirstFirmwareString || id < Length(Strings) - _image[Paddings + Strings];
        }

        /// <summary>A type here, or with bit 15 one of elsewhere.</summary>
        private bool HasType(int index)
        {
            return (index & 0x8000) == 0 ? Has(TypeDef, index, 24) : Has(TypeRef, index & 0x7FFF, 8);
        }

        /// <summary>A field or method here, or with bit 15 one of elsewhere.</summary>
        private bool HasMember(int own, int index)
        {
            return (index & 0x8000) == 0 ? Has(own, index, own == FieldDef ? 8 : 16) : Has(own - 3, index & 0x7FFF, 8);
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

        private void Require(bool holds)
        {
            _isWrong |= !holds;
        }
    }
}
