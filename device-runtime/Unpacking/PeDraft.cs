using System;
using NanoLive.Format;

namespace NanoLive.Unpacking
{
    // Entities: what a base image defines or refers to, as image << 18 | kind << 16 | row; kind 0 definition, 1 reference, 2 TypeSpec.
    // References to them are made as they are met, and found again by their bytes, so nothing about them travels but which entity it is.

    /// <summary>A .pe in the making (FORMAT.md, "Packed payload"): its tables, and what comes into them from base images.</summary>
    internal sealed partial class PeDraft
    {
        internal const int Definition = 0;
        internal const int Reference = 1;
        internal const int Specification = 2;

        /// <summary>String ids from here on are the firmware's, the same in every .pe.</summary>
        internal const int FirstFirmwareString = 0xFFFF - 859;

        internal readonly GrowingBytes[] Tables = new GrowingBytes[16];
        internal readonly GrowingBytes Scratch;
        private const int MostNesting = 16;
        private readonly GrowingBytes _row;
        private readonly GrowingBytes _text;
        private readonly IBaseImages _source;
        private readonly HeapCheck _heap;
        private readonly BaseImage[] _images;
        private int _nesting;

        internal PeDraft(IBaseImages source, HeapCheck heap, int lengthBytes)
        {
            _source = source;
            _heap = heap;
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
                bool fits = _heap.AllowsCopy(_source.LengthBytes(index));
                IsWrong |= !fits;
                _images[index] = new BaseImage(fits ? _source.Image(index) : new byte[0]);
            }

            return _images[index];
        }

        internal int Count(int table)
        {
            return Tables[table].Length / BaseImage.RowLength(table);
        }

        internal int EndBlob()
        {
            return Tables[BaseImage.Signatures].FindOrAdd(Scratch, 1);
        }

        internal static int Sibling(int entity, int kind, int row)
        {
            return Entity(entity >> 18, kind, row);
        }
    }
}
