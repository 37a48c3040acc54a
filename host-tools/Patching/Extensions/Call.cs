using Mono.Cecil;
using Mono.Cecil.Cil;

namespace NanoLive.Patching;

/// <summary>Where code calls a method without dispatch, takes its address, asks for it, or makes an object.</summary>
/// <param name="Caller">The method that people wrote.</param>
/// <param name="In">Where the instruction is: the same, or what the compiler made of a part of it.</param>
/// <param name="At">The instruction.</param>
internal sealed record Call(MethodDefinition Caller, MethodDefinition In, Instruction At);
