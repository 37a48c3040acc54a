namespace NanoLive.Signatures
{
    /// <summary>
    /// A point of P-256 that others are added to, one field multiplication at a time. Jacobian coordinates: x = X / Z^2, y = Y / Z^3; the
    /// point at infinity is a flag. Formulas: doubling for a = -3 and general addition with Z2^2 and Z2^3 kept beside the added point
    /// (Cohen, Miyaji, Ono 1998). Additions of equal, opposite and infinite points are recognised and done right.
    ///
    /// A begun operation goes on with <see cref="Advance"/>, one multiplication each:
    ///
    ///     operation   steps    multiplications
    ///     double      0..7     8
    ///     add         8..21    14; equal or opposite points: 22, 23, then perhaps 0..7
    ///     store       24..25   2
    /// </summary>
    internal sealed class P256Point
    {
        /// <summary>A stored point: X, Y, Z, Z^2, Z^3.</summary>
        public const int StoredElements = 5;

        public const int X = 0;
        public const int Y = 9;
        public const int Z = 18;

        /// <summary>Elements the owner may use between operations.</summary>
        public const int T1 = 27;
        public const int T2 = 36;
        public const int T3 = 45;

        /// <summary>2^261 mod p, and the integer 1.</summary>
        public const int One = 54;
        public const int IntegerOne = 63;

        /// <summary>First word that this class does not use.</summary>
        public const int End = 72;

        private const int Idle = -1;
        private const int Adding = 8;
        private const int CheckingX = 22;
        private const int CheckingY = 23;
        private const int Storing = 24;

        private readonly P256Field _field;
        private int _step = Idle;
        private int _stored;
        private long _sign;

        public P256Point(P256Field field)
        {
            _field = field;
        }

        public bool IsInfinite { get; private set; }

        public bool IsBusy => _step != Idle;

        /// <summary>Ends what was begun and takes the value infinity.</summary>
        public void Reset()
        {
            _step = Idle;
            IsInfinite = true;
        }

        /// <summary>Takes the value of a stored point, or its opposite where <paramref name="sign"/> is -1.</summary>
        public void Load(int stored, long sign)
        {
            _field.Copy(X, stored);
            _field.Combine(Y, stored + Y, sign, stored, 0);
            _field.Copy(Z, stored + Z);
            IsInfinite = false;
        }

        public void BeginDouble()
        {
            if (!IsInfinite)
            {
                _step = 0;
            }
        }

        /// <summary>Adds the stored point times <paramref name="sign"/>, 1 or -1.</summary>
        public void BeginAdd(int stored, long sign)
        {
            if (IsInfinite)
            {
                Load(stored, sign);
                return;
            }

            _stored = stored;
            _sign = sign;
            _step = Adding;
        }

        /// <summary>Stores this point, which is not infinite, with Z^2 and Z^3.</summary>
        public void BeginStore(int stored)
        {
            _stored = stored;
            _step = Storing;
        }

        /// <summary>One multiplication of the operation that was begun.</summary>
        public void Advance()
        {
            P256Field f = _field;
            switch (_step++)
            {
                case 0: f.Multiply(T1, Z, Z); break;
                case 1: f.Multiply(T2, Y, Y); break;
                case 2: // T1 = M = 3 * (X - Z^2) * (X + Z^2)
                    f.Subtract(T3, X, T1);
                    f.Combine(T1, X, 3, T1, 3);
                    f.Multiply(T1, T1, T3);
                    break;
                case 3:
                    f.Multiply(Z, Y, Z);
                    f.Combine(Z, Z, 2, Z, 0);
                    break;
                case 4: f.Multiply(T3, X, T2); break; // T3 = X * Y^2
                case 5: // X' = M^2 - 8 * X * Y^2
                    f.Multiply(X, T1, T1);
                    f.Combine(X, X, 1, T3, -8);
                    break;
                case 6: f.Multiply(T2, T2, T2); break;
                case 7: // Y' = M * (4 * X * Y^2 - X') - 8 * Y^4
                    f.Combine(T3, T3, 4, X, -1);
                    f.Multiply(Y, T1, T3);
                    f.Combine(Y, Y, 1, T2, -8);
                    _step = Idle;
                    break;

                case 8: f.Multiply(T1, Z, Z); break;
                case 9: f.Multiply(T2, _stored + X, T1); break; // U2
                case 10: f.Multiply(T1, T1, Z); break;
                case 11: f.Multiply(T1, _stored + Y, T1); break; // S2
                case 12: f.Multiply(X, X, _stored + 27); break; // U1 = X * Z2^2
                case 13: // S1 = Y * Z2^3; T2 = H = U2 - U1; T1 = R = S2 - S1
                    f.Multiply(Y, Y, _stored + 36);
                    f.Subtract(T2, T2, X);
                    f.Combine(T1, T1, _sign, Y, -1);
                    if (f.MayBeZero(T2))
                    {
                        _step = CheckingX;
                    }

                    break;
                case 14: f.Multiply(T3, T2, T2); break;
                case 15: f.Multiply(Z, Z, _stored + Z); break;
                case 16: f.Multiply(Z, Z, T2); break;
                case 17: f.Multiply(T2, T2, T3); break; // H^3
                case 18: f.Multiply(T3, X, T3); break; // U1 * H^2
                case 19: // X' = R^2 - H^3 - 2 * U1 * H^2
                    f.Multiply(X, T1, T1);
                    f.Combine(X, X, 1, T2, -1);
                    f.Combine(X, X, 1, T3, -2);
                    break;
                case 20: f.Multiply(T2, T2, Y); break;
                case 21: // Y' = R * (U1 * H^2 - X') - S1 * H^3
                    f.Subtract(T3, T3, X);
                    f.Multiply(Y, T1, T3);
                    f.Combine(Y, Y, 1, T2, -1);
                    _step = Idle;
                    break;

                case 22: // The x agree only if H is 0.
                    _step = f.IsZero(T2, T3, IntegerOne) ? CheckingY : Adding + 6;
                    break;
                case 23: // R is 0: the points are equal, and doubling is right; otherwise they are opposite.
                    if (f.IsZero(T1, T3, IntegerOne))
                    {
                        Load(_stored, _sign);
                        _step = 0;
                    }
                    else
                    {
                        Reset();
                    }

                    break;

                case 24:
                    f.Copy(_stored + X, X);
                    f.Copy(_stored + Y, Y);
                    f.Copy(_stored + Z, Z);
                    f.Multiply(_stored + 27, Z, Z);
                    break;
                case 25:
                    f.Multiply(_stored + 36, _stored + 27, Z);
                    _step = Idle;
                    break;
            }
        }
    }
}
