namespace NanoLive.Lowering.Verifying;

/// <summary>What is on the evaluation stack, as coarse as a mistake can be told from a possibility: value types of other assemblies may be enums.</summary>
internal enum StackKind : byte
{
    Any,
    I4,
    I8,
    Float,
    Reference,
    Address,
}
