namespace NanoLive.Format
{
    /// <summary>
    /// The manifest inside an envelope. The draft lets an author write any program of commands; a board reads the one that FORMAT.md shows
    /// and refuses what it would have to carry out otherwise.
    /// </summary>
    internal static class ManifestParser
    {
        private const int SuitManifestVersion = 1;

        // Commands and parameters seen are sets of bits: label n is bit n, private label -256 is bit 24, -257 bit 25, …
        private const int PrivateBit = 24;

        private const int SharedParameters = 1 << SuitLabel.ParameterVendor | 1 << SuitLabel.ParameterClass
            | 1 << SuitLabel.ParameterImageDigest | 1 << SuitLabel.ParameterImageSize | 15 << PrivateBit;

        private const int OptionalParameters = 3 << (PrivateBit + 4);

        private const int SharedCommands = 1 << SuitLabel.DirectiveOverrideParameters | 1 << SuitLabel.ConditionVendor
            | 1 << SuitLabel.ConditionClass | 1 << PrivateBit;

        private const int InstallCommands = 1 << SuitLabel.DirectiveOverrideParameters | 1 << SuitLabel.DirectiveFetch
            | 1 << SuitLabel.ConditionImageMatch;

        public static void Read(CborReader reader, ParsedOffer offer)
        {
            int outer = reader.Enter(FormatLimit.ManifestBytes);
            int members = reader.ReadMap(16);
            int order = -1;
            reader.ReadKey(ref order, SuitLabel.ManifestVersion);
            if (reader.ReadLabel() != SuitManifestVersion)
            {
                reader.Refuse(Status.OtherFormatVersion);
            }

            reader.ReadKey(ref order, SuitLabel.ManifestSequence);
            offer.Sequence = reader.ReadUnsigned(0, long.MaxValue);
            reader.ReadKey(ref order, SuitLabel.ManifestCommon);
            ReadCommon(reader, offer);
            reader.ReadKey(ref order, SuitLabel.ManifestValidate);
            ReadSequence(reader, offer, 1 << SuitLabel.ConditionImageMatch, 0, 0);
            reader.ReadKey(ref order, SuitLabel.ManifestInstall);
            ReadSequence(reader, offer, InstallCommands, 1 << SuitLabel.ParameterUri, 0);
            if (members > 5)
            {
                reader.Refuse(Status.CommandUnknown);
            }

            reader.Leave(outer);
        }

        private static void ReadCommon(CborReader reader, ParsedOffer offer)
        {
            int outer = reader.Enter(FormatLimit.ManifestBytes);
            int members = reader.ReadMap(8);
            int order = -1;
            reader.ReadKey(ref order, SuitLabel.CommonComponents);
            if (reader.ReadArray(8) != 1 || reader.ReadArray(8) != 1)
            {
                reader.Refuse(Status.OtherComponent);
            }

            int length = reader.ReadBytes(FormatLimit.ManifestBytes);
            bool ours = length == SuitLabel.Component.Length;
            for (int i = 0; ours && i < length; i++)
            {
                ours = offer.Envelope[reader.Position - length + i] == SuitLabel.Component[i];
            }

            if (!ours)
            {
                reader.Refuse(Status.OtherComponent);
            }

            reader.ReadKey(ref order, SuitLabel.CommonSequence);
            ReadSequence(reader, offer, SharedCommands, SharedParameters, OptionalParameters);
            if (members > 2)
            {
                reader.Refuse(Status.CommandUnknown);
            }

            reader.Leave(outer);
        }

        // A sequence holds each of its commands once, parameters before whatever looks at them.
        private static void ReadSequence(CborReader reader, ParsedOffer offer, int commands, int parameters, int optional)
        {
            int outer = reader.Enter(FormatLimit.ManifestBytes);
            int items = reader.ReadArray(64);
            reader.Require(items % 2 == 0);
            int commandsSeen = 0;
            int parametersSeen = 0;
            for (int i = 0; i < items && !reader.Failed; i += 2)
            {
                int command = reader.ReadLabel();
                int bit = KnownBit(reader, command, commands);
                reader.Require((commandsSeen & bit) == 0);
                commandsSeen |= bit;
                if (command == SuitLabel.DirectiveOverrideParameters)
                {
                    reader.Require(i == 0);
                    parametersSeen = ReadParameters(reader, offer, parameters | optional);
                }
                else
                {
                    reader.ReadUnsigned(0, SuitLabel.MostReportingPolicy);
                }
            }

            reader.Require(commandsSeen == commands && (parametersSeen & ~optional) == parameters);
            reader.Leave(outer);
        }

        private static int ReadParameters(CborReader reader, ParsedOffer offer, int known)
        {
            int count = reader.ReadMap(32);
            int order = -1;
            int seen = 0;
            for (int i = 0; i < count && !reader.Failed; i++)
            {
                int key = reader.ReadKey(ref order);
                seen |= KnownBit(reader, key, known);
                ReadParameter(reader, offer, key);
            }

            return seen;
        }

        private static int KnownBit(CborReader reader, int label, int known)
        {
            int number = label >= 0 ? label : PrivateBit - 256 - label;
            int bit = number >= 0 && number < 31 ? 1 << number : 0;
            if ((known & bit) == 0 || (label >= PrivateBit))
            {
                reader.Refuse(Status.CommandUnknown);
            }

            return bit;
        }

        private static void ReadParameter(CborReader reader, ParsedOffer offer, int key)
        {
            switch (key)
            {
                case SuitLabel.ParameterVendor:
                    offer.VendorId = reader.ReadExactly(16);
                    break;
                case SuitLabel.ParameterClass:
                    offer.ClassId = reader.ReadExactly(16);
                    break;
                case SuitLabel.ParameterImageDigest:
                    offer.PayloadDigest = OfferParser.ReadDigest(reader);
                    break;
                case SuitLabel.ParameterImageSize:
                    offer.PayloadLengthBytes = (int)reader.ReadUnsigned(1, FormatLimit.PayloadBytes);
                    break;
                case SuitLabel.ParameterUri:
                    OfferParser.ReadPayloadUri(reader);
                    break;
                case SuitLabel.ParameterBase:
                    offer.BaseDigest = reader.ReadExactly(32);
                    break;
                case SuitLabel.ParameterGeneration:
                    offer.Generation = (int)reader.ReadUnsigned(0, int.MaxValue);
                    break;
                case SuitLabel.ParameterPlanVersion:
                    long version = reader.ReadUnsigned(0, int.MaxValue);
                    if (version != PlanReader.Version && version != PlanReader.PackedVersion)
                    {
                        reader.Refuse(Status.OtherFormatVersion);
                    }

                    break;
                case SuitLabel.ParameterChunkLength:
                    offer.ChunkLengthBytes = (int)reader.ReadUnsigned(FormatLimit.LeastChunkBytes, FormatLimit.ChunkBytes);
                    break;
                case SuitLabel.ParameterExpiry:
                    offer.ExpirySeconds = reader.ReadUnsigned(1, long.MaxValue);
                    break;
                case SuitLabel.ParameterDevice:
                    offer.DeviceId = reader.ReadText(FormatLimit.NameLength);
                    break;
            }
        }
    }
}
