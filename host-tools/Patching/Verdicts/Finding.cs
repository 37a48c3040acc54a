namespace NanoLive.Patching;

/// <summary>Code that a patch does not reach or may surprise: where it is, what happens, and what would change it.</summary>
/// <param name="Id">Of <see cref="FindingId"/>.</param>
/// <param name="Message">What happens.</param>
/// <param name="Remedy">What would change it.</param>
/// <param name="Place">Where it is.</param>
public sealed record Finding(string Id, string Message, string Remedy, Place? Place);
