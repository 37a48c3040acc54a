namespace NanoLive.Signatures
{
    /// <summary>
    /// ECDSA verification on P-256 in slices (FIPS 186-5, 6.4.2; SEC 1, 4.1.4; curve from SP 800-186, 3.2.1.3).
    ///
    /// The whole takes 3,810 units on average and at most 4,700. Field multiplications: 11 to convert and to check the key, 58 for each table
    /// of 1, 3, 5, 7 times G and Q, 256 doublings of 8, 103 additions of 14 on average and 128 at most, 4 to compare. Steps for the
    /// scalars: some 205. Memory is taken once, about 3.5 KB, and used again by the next Begin. Not in constant time, and need not be: it
    /// sees nothing secret.
    /// </summary>
    [ForTools]
    public sealed class EcdsaP256Verification
    {
        private const int Finished = 99;

        // Words of the field: what P256Point uses, then these, then 4 stored points each for G and Q.
        private const int Radix = P256Point.End;
        private const int B = Radix + 9;
        private const int R = B + 9;
        private const int TableOfG = R + 9;
        private const int PointWords = P256Point.StoredElements * P256Field.WordCount;
        private const int TableOfQ = TableOfG + 4 * PointWords;
        private const int ElementCount = P256Point.End / P256Field.WordCount + 3 + 8 * P256Point.StoredElements;

        private readonly byte[] _constants;
        private readonly P256Field _field;
        private readonly P256Point _point;
        private readonly P256Scalars _scalars;
        private int _stage = Finished;
        private int _table;
        private int _digit;
        private bool _rWraps;

        public EcdsaP256Verification()
        {
            _constants = P256Constants.Create();
            _field = new P256Field(ElementCount);
            _point = new P256Point(_field);
            _scalars = new P256Scalars();
            P256Field.Load(_field.Words, Radix, _constants, P256Constants.RadixSquared);
            _field.Words[P256Point.IntegerOne] = 1;
        }

        /// <summary>Whether the signature is good; false until <see cref="Step"/> has said that it finished.</summary>
        public bool IsValid { get; private set; }

        /// <summary>
        /// Takes copies of all it needs. <paramref name="publicKey"/> is X || Y, <paramref name="signature"/> r || s, 64 bytes each, big
        /// endian (RFC 9053, 2.1); the caller has checked their lengths. The digest has 32 bytes.
        /// </summary>
        public void Begin(byte[] publicKey, int keyOffset, byte[] digest, int digestOffset, byte[] signature, int signatureOffset)
        {
            IsValid = false;
            _stage = Finished;
            if (!IsScalar(signature, signatureOffset)
                || !IsScalar(signature, signatureOffset + 32)
                || !P256Constants.IsBelow(publicKey, keyOffset, _constants, P256Constants.Prime)
                || !P256Constants.IsBelow(publicKey, keyOffset + 32, _constants, P256Constants.Prime))
            {
                return;
            }

            int[] words = _field.Words;
            _scalars.Begin(digest, digestOffset, signature, signatureOffset, _constants, P256Constants.Order);
            _rWraps = P256Constants.IsBelow(signature, signatureOffset, _constants, P256Constants.OrderGap);
            P256Field.Load(words, R, signature, signatureOffset);
            P256Field.Load(words, B, _constants, P256Constants.CurveB);
            P256Field.Load(words, TableOfG, _constants, P256Constants.GeneratorX);
            P256Field.Load(words, TableOfG + P256Point.Y, _constants, P256Constants.GeneratorY);
            P256Field.Load(words, TableOfQ, publicKey, keyOffset);
            P256Field.Load(words, TableOfQ + P256Point.Y, publicKey, keyOffset + 32);
            _point.Reset();
            _digit = 0;
            _stage = 0;
        }

        /// <summary>
        /// Goes on by at most <paramref name="multiplications"/> field multiplications of about 1,000 IL instructions, or smaller steps
        /// counted like them. True: finished, and <see cref="IsValid"/> holds.
        /// </summary>
        public bool Step(int multiplications)
        {
            while (multiplications > 0 && _stage != Finished)
            {
                if (_point.IsBusy)
                {
                    _point.Advance();
                    multiplications--;
                    continue;
                }

                Advance();
                if (!_point.IsBusy)
                {
                    multiplications--;
                }
            }

            return _stage == Finished;
        }

        // Begins an operation of the point, or does one multiplication or less itself.
        private void Advance()
        {
            P256Field f = _field;
            switch (_stage++)
            {
                // Into Montgomery's form: 1; then b, r, G, which lie together, and Q.
                case 0: f.Multiply(P256Point.One, Radix, P256Point.IntegerOne); break;
                case 1:
                    int element = _digit < 4 ? B + _digit * P256Field.WordCount : TableOfQ + (_digit - 4) * P256Field.WordCount;
                    f.Multiply(element, element, Radix);
                    if (++_digit < 6)
                    {
                        _stage = 1;
                    }

                    break;

                // The key is on the curve: x * (x^2 - 3) + b = y^2. P-256 has no subgroup to check for.
                case 2: f.Multiply(P256Point.T1, TableOfQ, TableOfQ); break;
                case 3:
                    f.Combine(P256Point.T1, P256Point.T1, 1, P256Point.One, -3);
                    f.Multiply(P256Point.T1, P256Point.T1, TableOfQ);
                    break;
                case 4:
                    f.Multiply(P256Point.T2, TableOfQ + P256Point.Y, TableOfQ + P256Point.Y);
                    f.Combine(P256Point.T1, P256Point.T1, 1, B, 1);
                    f.Subtract(P256Point.T1, P256Point.T1, P256Point.T2);
                    break;
                case 5: EndUnless(f.IsZero(P256Point.T1, P256Point.T3, P256Point.IntegerOne)); break;

                case 6: // u1 and u2
                    if (!_scalars.Advance())
                    {
                        _stage = 6;
                    }

                    _table = TableOfG;
                    break;

                // Tables: P, 2P (in the place of 7P), 3P = P + 2P, 5P = 3P + 2P, 7P = 5P + 2P.
                case 7:
                    f.Copy(_table + P256Point.Z, P256Point.One);
                    f.Copy(_table + 27, P256Point.One);
                    f.Copy(_table + 36, P256Point.One);
                    _point.Load(_table, 1);
                    _point.BeginDouble();
                    break;
                case 8: _point.BeginStore(_table + 3 * PointWords); break;
                case 9: _point.Load(_table, 1); break;
                case 10:
                case 12:
                case 14: _point.BeginAdd(_table + 3 * PointWords, 1); break;
                case 11: _point.BeginStore(_table + PointWords); break;
                case 13: _point.BeginStore(_table + 2 * PointWords); break;
                case 15: _point.BeginStore(_table + 3 * PointWords); break;
                case 16:
                    _stage = _table == TableOfG ? 7 : 17;
                    _table = TableOfQ;
                    _digit = P256Scalars.DigitCount;
                    _point.Reset();
                    break;

                // The sum, from the highest digits down.
                case 17:
                    _digit--;
                    _point.BeginDouble();
                    break;
                case 18:
                    if (_scalars.First[_digit] != 0)
                    {
                        Add(TableOfG, _scalars.First[_digit]);
                        break;
                    }

                    _stage++;
                    goto case 19;
                case 19:
                    if (_digit > 0)
                    {
                        _stage = 17;
                        if (_scalars.Second[_digit] == 0)
                        {
                            _stage = 18;
                            goto case 17;
                        }
                    }

                    Add(TableOfQ, _scalars.Second[_digit]);
                    break;

                // x mod n = r: X = r * Z^2, or X = (r + n) * Z^2 where r + n < p.
                case 20:
                    EndUnless(!_point.IsInfinite);
                    break;
                case 21: f.Multiply(P256Point.T1, P256Point.Z, P256Point.Z); break;
                case 22:
                    f.Multiply(P256Point.T2, R, P256Point.T1);
                    f.Subtract(P256Point.T2, P256Point.T2, P256Point.X);
                    break;
                case 23:
                    IsValid = f.IsZero(P256Point.T2, P256Point.T3, P256Point.IntegerOne);
                    EndUnless(!IsValid && _rWraps);
                    break;
                case 24:
                    P256Field.Load(f.Words, P256Point.T2, _constants, P256Constants.Order);
                    f.Multiply(P256Point.T2, P256Point.T2, Radix);
                    f.Combine(R, R, 1, P256Point.T2, 1);
                    _rWraps = false;
                    _stage = 22;
                    break;
            }
        }

        private void Add(int table, int digit)
        {
            if (digit > 0)
            {
                _point.BeginAdd(table + (digit >> 1) * PointWords, 1);
            }
            else if (digit < 0)
            {
                _point.BeginAdd(table + (-digit >> 1) * PointWords, -1);
            }
        }

        private void EndUnless(bool condition)
        {
            if (!condition)
            {
                _stage = Finished;
            }
        }

        // 0 < value < n
        private bool IsScalar(byte[] buffer, int offset)
        {
            int any = 0;
            for (int i = 0; i < 32; i++)
            {
                any |= buffer[offset + i];
            }

            return any != 0 && P256Constants.IsBelow(buffer, offset, _constants, P256Constants.Order);
        }
    }
}
