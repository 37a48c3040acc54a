namespace NanoLive.Checking
{
    /// <content>Signatures: types that exist, nested no deeper than anybody writes, inside the heap.</content>
    public sealed partial class PeStructure
    {
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

        // Where the signature goes on that is being read.
        private int _at;

        /// <summary>Reads the signature of a method; its convention, number of parameters and what it returns, a byte each; -1 for none.</summary>
        private int MethodSignature(int offset)
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
        private bool HasTypes(int offset, int count)
        {
            _at = Start(Signatures) + offset;
            while (count-- > 0)
            {
                ReadType(false);
            }

            return !_isWrong;
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
                // Plain types are elements of arrays that are made.
                Require(Peek() == Array || Peek() <= Object);
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
    }
}
