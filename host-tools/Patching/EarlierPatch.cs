using NanoLive.Format;

namespace NanoLive.Patching;

/// <summary>A patch of the same release that boards may be running: its payload digest (32 bytes), its plan, and its assembly.</summary>
public sealed record EarlierPatch(byte[] PayloadDigest, Plan Plan, byte[] Assembly);
