namespace NanoLive.Format
{
    /// <summary>
    /// The labels of a SUIT envelope that a board reads (draft-ietf-suit-manifest-34, CDDL in appendix A), those of COSE (RFC 9052, RFC 9053)
    /// inside it, and ours, which are in the ranges kept for private use (below -255).
    /// </summary>
    [ForTools]
    public static class SuitLabel
    {
        public const int TagEnvelope = 107;
        public const int TagSign1 = 18;

        public const int EnvelopeAuthentication = 2;
        public const int EnvelopeManifest = 3;

        public const int ManifestVersion = 1;
        public const int ManifestSequence = 2;
        public const int ManifestCommon = 3;
        public const int ManifestValidate = 7;
        public const int ManifestInstall = 20;

        public const int CommonComponents = 2;
        public const int CommonSequence = 4;

        public const int ConditionVendor = 1;
        public const int ConditionClass = 2;
        public const int ConditionImageMatch = 3;
        public const int DirectiveOverrideParameters = 20;
        public const int DirectiveFetch = 21;

        /// <summary>Ours: every private parameter of the manifest holds on this board.</summary>
        public const int ConditionRelease = -256;

        public const int ParameterVendor = 1;
        public const int ParameterClass = 2;
        public const int ParameterImageDigest = 3;
        public const int ParameterImageSize = 14;
        public const int ParameterUri = 21;

        /// <summary>Ours: digest of the release, 32 bytes.</summary>
        public const int ParameterBase = -256;

        /// <summary>Ours: a value of <see cref="AssemblyGeneration"/>.</summary>
        public const int ParameterGeneration = -257;

        /// <summary>Ours: <see cref="PlanReader.Version"/> or <see cref="PlanReader.PackedVersion"/>.</summary>
        public const int ParameterPlanVersion = -258;

        /// <summary>Ours: length of every chunk but the last, bytes.</summary>
        public const int ParameterChunkLength = -259;

        /// <summary>Ours, optional: seconds since 1970-01-01 UTC after which no board takes the patch.</summary>
        public const int ParameterExpiry = -260;

        /// <summary>Ours, optional: the one device that the patch is for.</summary>
        public const int ParameterDevice = -261;

        public const int AlgorithmSha256 = -16;
        public const int AlgorithmEs256 = -7;
        public const int HeaderAlgorithm = 1;
        public const int HeaderKeyId = 4;

        public const int KeyIdLength = 8;
        public const int MostReportingPolicy = 15;

        /// <summary>The component that a patch goes to, and the only one.</summary>
        public const string Component = "patch";

        /// <summary>Where the payload is: the key of the envelope that holds it, or the head of the topics that hold its chunks.</summary>
        public const string PayloadUri = "payload";
    }
}
