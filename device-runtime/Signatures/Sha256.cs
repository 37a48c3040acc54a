using System;

namespace NanoLive.Signatures
{
    /// <summary>
    /// SHA-256 (FIPS 180-4). One block of 64 bytes costs about 9,000 IL instructions; a caller that must not hold a tick appends little at
    /// a time. An instance is used again after <see cref="Reset"/>; nothing is allocated after construction.
    /// </summary>
    [ForTools]
    public sealed class Sha256
    {
        public const int DigestBytes = 32;

        private const int BlockBytes = 64;

        private readonly uint[] _roundConstants;
        private readonly uint[] _state = new uint[8];
        private readonly uint[] _schedule = new uint[64];
        private readonly byte[] _block = new byte[BlockBytes];
        private int _blockCount;
        private long _lengthBytes;

        public Sha256()
        {
            // FIPS 180-4, 4.2.2: fractional parts of the cube roots of the first 64 primes.
            _roundConstants = new uint[]
            {
                0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
                0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
                0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
                0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
                0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
                0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
                0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
                0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
            };
            Reset();
        }

        /// <summary>Begins a new message.</summary>
        public void Reset()
        {
            // FIPS 180-4, 5.3.3.
            uint[] state = _state;
            state[0] = 0x6a09e667;
            state[1] = 0xbb67ae85;
            state[2] = 0x3c6ef372;
            state[3] = 0xa54ff53a;
            state[4] = 0x510e527f;
            state[5] = 0x9b05688c;
            state[6] = 0x1f83d9ab;
            state[7] = 0x5be0cd19;
            _blockCount = 0;
            _lengthBytes = 0;
        }

        /// <summary>Appends <paramref name="count"/> bytes of the message; any number, 0 included.</summary>
        public void Append(byte[] buffer, int offset, int count)
        {
            _lengthBytes += count;
            while (count > 0)
            {
                if (_blockCount == 0 && count >= BlockBytes)
                {
                    Compress(buffer, offset);
                    offset += BlockBytes;
                    count -= BlockBytes;
                    continue;
                }

                int taken = BlockBytes - _blockCount;
                if (taken > count)
                {
                    taken = count;
                }

                Array.Copy(buffer, offset, _block, _blockCount, taken);
                offset += taken;
                count -= taken;
                _blockCount += taken;
                if (_blockCount == BlockBytes)
                {
                    Compress(_block, 0);
                    _blockCount = 0;
                }
            }
        }

        /// <summary>Writes the 32 bytes of the digest and begins a new message.</summary>
        public void Finish(byte[] digest, int offset)
        {
            // FIPS 180-4, 5.1.1: one bit 1, zeros, and the length in bits as 64 bits, big endian.
            byte[] block = _block;
            long lengthBits = _lengthBytes << 3;
            block[_blockCount++] = 0x80;
            if (_blockCount > BlockBytes - 8)
            {
                Array.Clear(block, _blockCount, BlockBytes - _blockCount);
                Compress(block, 0);
                _blockCount = 0;
            }

            Array.Clear(block, _blockCount, BlockBytes - _blockCount);
            for (int i = BlockBytes - 1; i >= BlockBytes - 8; i--)
            {
                block[i] = (byte)lengthBits;
                lengthBits >>= 8;
            }

            Compress(block, 0);
            for (int i = 0; i < 8; i++)
            {
                uint word = _state[i];
                digest[offset++] = (byte)(word >> 24);
                digest[offset++] = (byte)(word >> 16);
                digest[offset++] = (byte)(word >> 8);
                digest[offset++] = (byte)word;
            }

            Reset();
        }

        // FIPS 180-4, 6.2.2.
        private void Compress(byte[] block, int offset)
        {
            uint[] w = _schedule;
            for (int t = 0; t < 16; t++)
            {
                w[t] = ((uint)block[offset] << 24) | ((uint)block[offset + 1] << 16) | ((uint)block[offset + 2] << 8) | block[offset + 3];
                offset += 4;
            }

            for (int t = 16; t < 64; t++)
            {
                uint x = w[t - 15];
                uint y = w[t - 2];
                w[t] = w[t - 16] + w[t - 7]
                    + (((x >> 7) | (x << 25)) ^ ((x >> 18) | (x << 14)) ^ (x >> 3))
                    + (((y >> 17) | (y << 15)) ^ ((y >> 19) | (y << 13)) ^ (y >> 10));
            }

            uint[] k = _roundConstants;
            uint[] state = _state;
            uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
            for (int t = 0; t < 64; t++)
            {
                uint first = h + k[t] + w[t] + (((e >> 6) | (e << 26)) ^ ((e >> 11) | (e << 21)) ^ ((e >> 25) | (e << 7))) + (g ^ (e & (f ^ g)));
                h = g;
                g = f;
                f = e;
                e = d + first;

                // Maj(a, b, c) as (a & b) | (c & (a | b)).
                first += (((a >> 2) | (a << 30)) ^ ((a >> 13) | (a << 19)) ^ ((a >> 22) | (a << 10))) + ((a & b) | (c & (a | b)));
                d = c;
                c = b;
                b = a;
                a = first;
            }

            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
            state[4] += e;
            state[5] += f;
            state[6] += g;
            state[7] += h;
        }
    }
}
