// The API skeleton of nanoFramework's mscorlib: what device code may name. Reference only, no body ever runs:
//  * on a real board the firmware's own mscorlib answers;
//  * on the simulated board SimulatedMscorlib answers, which forwards to .NET's own types.
// Invariants, kept by tests/BoardLibraries.Tests: every member here exists in nanoFramework.CoreLibrary 1.17.11 with the same signature,
// and every member here exists at run time on .NET, so that what compiles runs on both.
// Deliberately absent although the real one has them: generic delegates and RuntimeFeature (generics and default interface methods do not
// survive on generation v1), and members that .NET answers differently or not at all (Thread.Abort, Char.ToUpper(), Exception.HResult, ...).
[assembly: System.Reflection.AssemblyVersion("1.17.11.0")]
