namespace NanoLive.Patching;

/// <summary>
/// What a release says about itself: vendor and board class (16 bytes each), trusted keys (64 bytes each, X then Y of a P-256 point), and the class
/// that is the application, as <c>Namespace.Class, Assembly</c>; for a board without a file for them, its settings, too.
/// </summary>
public sealed record ReleaseIdentity(byte[] VendorId, byte[] ClassId, IReadOnlyList<byte[]> Keys, string Application, string Settings = "");
