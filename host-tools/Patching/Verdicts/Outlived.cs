using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Something of the release that a swap does not reach and that would go on beside the patch.</summary>
/// <param name="Class">Of the new build: the class whose edits cannot go live because of it.</param>
/// <param name="Code">Of <see cref="RefusalCode"/>.</param>
/// <param name="Duty">What a migration has to do about it.</param>
/// <param name="Finding">What it is, where, and what would change it.</param>
internal sealed record Outlived(TypeDefinition Class, string Code, string Duty, Finding Finding);
