using Mono.Cecil;

namespace NanoLive.Patching;

/// <summary>A thread of the release that may be inside of an object of a class that is replaced, or goes on with one.</summary>
/// <param name="Class">Of the new build: whose objects.</param>
/// <param name="Finding">What happens, and where the thread begins.</param>
/// <param name="Owner">Of the release: the class of the thread's method.</param>
/// <param name="Run">The thread's method.</param>
/// <param name="IsStopped">A migration stops it for the swap.</param>
/// <param name="Control">How it could be stopped; null when that was not recognised, or when it is stopped.</param>
internal sealed record InsideThread(TypeDefinition Class, Finding Finding, TypeDefinition Owner, MethodDefinition Run, bool IsStopped, ThreadControl? Control);
