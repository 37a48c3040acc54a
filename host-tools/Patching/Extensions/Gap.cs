using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>Code that would have to be carried, because it reaches something old, and cannot be.</summary>
/// <param name="By">The code.</param>
/// <param name="Reached">A method or a class of the release.</param>
internal sealed record Gap(Call By, MemberReference Reached)
{
    public MethodDefinition Caller => By.Caller;
}
