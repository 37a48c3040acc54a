namespace NanoLive.Format
{
    /// <summary>
    /// How something ended. The numbers are permanent and listed in FORMAT.md: below 100 outcomes, 100 to 199 refusals of an envelope,
    /// 200 to 299 refusals of an assembly, 300 to 399 refusals of a plan, 400 to 499 what ended a trial, 500 to 599 faults.
    /// </summary>
    public static class Status
    {
        public const int Ok = 0;

        /// <summary>Committed; the trial runs.</summary>
        public const int OnTrial = 1;

        /// <summary>The trial ended well.</summary>
        public const int Confirmed = 2;

        /// <summary>Kept for the next reboot.</summary>
        public const int AtReboot = 3;

        /// <summary>Loaded at boot, before the application made its objects.</summary>
        public const int AppliedAtBoot = 4;

        public const int Malformed = 100;
        public const int TooLarge = 101;
        public const int OtherFormatVersion = 102;
        public const int SignatureMissing = 103;
        public const int SignatureWrong = 104;
        public const int KeyUnknown = 105;
        public const int KeyRevoked = 106;
        public const int OtherVendor = 107;
        public const int OtherBoardClass = 108;
        public const int OtherGeneration = 109;
        public const int OtherBase = 110;
        public const int SequenceNotHigher = 111;
        public const int Expired = 112;
        public const int PayloadDigestWrong = 113;
        public const int PayloadLengthWrong = 114;
        public const int CommandUnknown = 115;
        public const int FailedBefore = 116;
        public const int OtherDevice = 117;
        public const int OtherComponent = 118;
        public const int OtherBaseImages = 119;
        public const int UnpackingMissing = 120;

        public const int AssemblyMalformed = 200;
        public const int NativeEntry = 201;
        public const int ReferenceMissing = 202;
        public const int LoadFailed = 203;
        public const int AssemblyNameTaken = 204;
        public const int TooManyAssemblies = 205;
        public const int HeapTooSmall = 206;

        public const int PlanMalformed = 300;
        public const int ClassMissing = 301;
        public const int AdoptionMissing = 302;
        public const int FieldMissing = 303;
        public const int FieldTypeOther = 304;
        public const int HolderTypeOther = 305;
        public const int NoCommonFormat = 306;
        public const int MigrationThrew = 307;
        public const int NotQuiescent = 308;
        public const int StateNotListed = 309;
        public const int HandlerMissing = 310;
        public const int EntryThrew = 311;

        public const int TickThrew = 400;
        public const int TickOverran = 401;
        public const int Unhealthy = 402;
        public const int ResetInTrial = 403;
        public const int RolledBackByOperator = 404;
        public const int BootLoop = 405;

        public const int FlashFault = 500;
        public const int FlashFull = 501;
        public const int JournalDamaged = 502;

        /// <summary>A stored payload no longer reads as it was written.</summary>
        public const int PayloadDamaged = 503;
    }
}
