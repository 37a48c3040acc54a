namespace NanoLive.Unpacking
{
    /// <summary>
    /// Bytes that resemble others: each is the one that follows in the pattern, or another one, or the place in the pattern changes first. The
    /// pattern goes on in what has come out already.
    /// </summary>
    internal sealed class BytesUnpacking
    {
        private const int StepBytes = 64;

        private readonly PackedSymbols _symbols;
        private readonly byte[] _pattern;
        private readonly int _patternLength;
        private readonly byte[] _target;
        private int _filled;
        private int _cursor;
        private int _afterLiteral;

        /// <param name="pattern">Kept, of which <paramref name="patternLength"/> bytes count.</param>
        /// <param name="target">Filled, all of it.</param>
        internal BytesUnpacking(PackedSymbols symbols, byte[] pattern, int patternLength, byte[] target)
        {
            _symbols = symbols;
            _pattern = pattern;
            _patternLength = patternLength;
            _target = target;
        }

        internal byte[] Pattern
        {
            get { return _pattern; }
        }

        internal int PatternLength
        {
            get { return _patternLength; }
        }

        /// <summary>One piece; true when the target is full.</summary>
        internal bool Step()
        {
            for (int i = 0; i < StepBytes && _filled < _target.Length; i++)
            {
                Next();
            }

            return _filled == _target.Length;
        }

        private void Next()
        {
            bool hasPattern = _cursor < _patternLength + _filled;
            if (hasPattern && _symbols.Flag(SymbolContext.PlanCopy + _afterLiteral))
            {
                _target[_filled++] = _cursor < _patternLength ? _pattern[_cursor] : _target[_cursor - _patternLength];
                _cursor++;
                _afterLiteral = 0;
                return;
            }

            int jump = _symbols.Number(SymbolContext.PlanJump);
            if (jump == 1)
            {
                _cursor += _symbols.Number(SymbolContext.PlanJumpLength) + 1;
            }
            else if (jump == 2)
            {
                _cursor = _symbols.Below(_patternLength + _filled);
            }

            // What comes with a jump is a byte from there, so that every step of the loop brings one.
            bool isLiteral = jump == 0 || _cursor < 0 || _cursor >= _patternLength + _filled;
            int value = isLiteral ? _symbols.Byte(SymbolContext.PlanBytes + (_filled > 0 ? _target[_filled - 1] : 0))
                : _cursor < _patternLength ? _pattern[_cursor] : _target[_cursor - _patternLength];
            _cursor = isLiteral ? _cursor : _cursor + 1;
            _target[_filled++] = (byte)value;
            _afterLiteral = isLiteral ? 1 : 0;
        }
    }
}
