using NanoLive.Format;

namespace NanoLive.Patching;

/// <summary>What gets packed and signed: the plan, and the assembly (IL) it names.</summary>
public sealed record PatchContent(Plan Plan, byte[] Assembly);
