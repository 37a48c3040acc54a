namespace NanoLive.Format
{
    /// <summary>
    /// Reads a signed SUIT envelope (draft-ietf-suit-manifest-34; COSE_Sign1 of RFC 9052; FORMAT.md, "Envelope") from bytes that anybody
    /// may have sent.
    /// </summary>
    /// <remarks>
    /// Never throws. Allocates no more than the fields of <see cref="ParsedOffer"/>. A failure stops the reader and keeps its status, so
    /// the text below reads on as if all went well.
    /// </remarks>
    [ForTools]
    public static class OfferParser
    {
        /// <summary>
        /// Null when refused: <see cref="Status.TooLarge"/>, <see cref="Status.Malformed"/>, <see cref="Status.OtherFormatVersion"/>,
        /// <see cref="Status.SignatureMissing"/>, <see cref="Status.CommandUnknown"/>, <see cref="Status.OtherComponent"/>.
        /// The array belongs to the offer from now on.
        /// </summary>
        public static ParsedOffer Parse(byte[] envelope, out int status) => Parse(envelope, FormatLimit.EnvelopeBytes, out status);

        /// <summary>The same with another bound: a file on the host holds its payload, however long it is.</summary>
        public static ParsedOffer Parse(byte[] envelope, int mostBytes, out int status)
        {
            if (envelope.Length > mostBytes)
            {
                status = Status.TooLarge;
                return null;
            }

            CborReader reader = new CborReader(envelope, 0, envelope.Length);
            ParsedOffer offer = new ParsedOffer(envelope);
            ReadEnvelope(reader, offer);
            status = reader.Status;
            return reader.Failed ? null : offer;
        }

        private static void ReadEnvelope(CborReader reader, ParsedOffer offer)
        {
            reader.ReadTag(SuitLabel.TagEnvelope);
            int members = reader.ReadMap(8);
            int order = -1;
            if (reader.ReadKey(ref order) != SuitLabel.EnvelopeAuthentication)
            {
                reader.Refuse(Status.SignatureMissing);
            }

            ReadAuthentication(reader, offer);
            reader.ReadKey(ref order, SuitLabel.EnvelopeManifest);
            offer.ManifestOffset = reader.Position;
            ManifestParser.Read(reader, offer);
            offer.ManifestLength = reader.Position - offer.ManifestOffset;
            if (members > 2)
            {
                reader.Require(reader.NextMajor >= 0);

                // Anything that is not the payload would be a part of the manifest that was moved out of it.
                if (members > 3 || reader.NextMajor != CborReader.MajorText)
                {
                    reader.Refuse(Status.CommandUnknown);
                }

                ReadPayloadUri(reader);
                offer.InlineLengthBytes = reader.ReadBytes(FormatLimit.PayloadBytes);
                offer.PayloadOffset = reader.Position - offer.InlineLengthBytes;
            }

            reader.ReadEnd();
        }

        internal static void ReadPayloadUri(CborReader reader)
        {
            if (reader.ReadText(FormatLimit.NameLength) != SuitLabel.PayloadUri)
            {
                reader.Refuse(Status.CommandUnknown);
            }
        }

        /// <summary>SUIT_Digest in its byte string: 32 bytes.</summary>
        internal static byte[] ReadDigest(CborReader reader)
        {
            int outer = reader.Enter(FormatLimit.ManifestBytes);
            reader.ReadArrayOf(2);
            if (reader.ReadLabel() != SuitLabel.AlgorithmSha256)
            {
                reader.Refuse(Status.OtherFormatVersion);
            }

            byte[] digest = reader.ReadExactly(32);
            reader.Leave(outer);
            return digest;
        }

        private static void ReadAuthentication(CborReader reader, ParsedOffer offer)
        {
            int outer = reader.Enter(FormatLimit.ManifestBytes);
            int blocks = reader.ReadArray(8);
            offer.SignedDigestOffset = reader.Position;
            offer.ManifestDigest = ReadDigest(reader);
            offer.SignedDigestLength = reader.Position - offer.SignedDigestOffset;
            if (blocks < 2)
            {
                reader.Refuse(Status.SignatureMissing);
            }

            reader.Require(blocks == 2);
            int block = reader.Enter(FormatLimit.ManifestBytes);
            reader.ReadTag(SuitLabel.TagSign1);
            reader.ReadArrayOf(4);
            ReadHeaders(reader, offer);
            reader.Require(reader.TryReadNull());
            offer.Signature = reader.ReadExactly(64);
            reader.Leave(block);
            reader.Leave(outer);
        }

        // The key's id may be in either header, once. It needs no protection: it only says which key to try.
        private static void ReadHeaders(CborReader reader, ParsedOffer offer)
        {
            offer.ProtectedOffset = reader.Position;
            int outer = reader.Enter(FormatLimit.ManifestBytes);
            int count = reader.ReadMap(8);
            int order = -1;
            reader.ReadKey(ref order, SuitLabel.HeaderAlgorithm);
            if (reader.ReadLabel() != SuitLabel.AlgorithmEs256)
            {
                reader.Refuse(Status.OtherFormatVersion);
            }

            ReadKeyId(reader, offer, ref order, count - 1);
            reader.Leave(outer);
            offer.ProtectedLength = reader.Position - offer.ProtectedOffset;
            order = -1;
            ReadKeyId(reader, offer, ref order, reader.ReadMap(8));
        }

        private static void ReadKeyId(CborReader reader, ParsedOffer offer, ref int order, int count)
        {
            for (int i = 0; i < count && !reader.Failed; i++)
            {
                if (reader.ReadKey(ref order) != SuitLabel.HeaderKeyId)
                {
                    reader.Refuse(Status.CommandUnknown);
                }

                reader.Require(offer.KeyId == null);
                offer.KeyId = reader.ReadExactly(SuitLabel.KeyIdLength);
            }
        }
    }
}
