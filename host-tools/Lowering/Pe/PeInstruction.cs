using System.Collections.Immutable;
using Mono.Cecil.Cil;

namespace NanoLive.Lowering.Pe;

/// <summary>
/// An instruction at an offset of its method's code. The operand is in <see cref="Token"/> (types, members, strings), in
/// <see cref="Targets"/> (branches and switches: offsets in the code) or in <see cref="Value"/> (numbers, variable indices, bits of floats).
/// </summary>
public readonly record struct PeInstruction(int Offset, OpCode OpCode, long Value, PeToken Token, ImmutableArray<int> Targets);
