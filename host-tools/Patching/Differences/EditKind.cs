namespace NanoLive.Patching;

/// <summary>What was edited between two builds.</summary>
public enum EditKind
{
    MethodBody,
    MethodAdded,
    MethodRemoved,
    MethodSignature,
    Constructor,
    FieldInitialiser,
    FieldAdded,
    FieldRemoved,
    FieldRetyped,
    FieldRenamed,
    StaticField,
    StaticData,
    Constant,
    Enum,
    StructLayout,
    ClassAdded,
    ClassRemoved,
    ClassRenamed,
    BaseOrInterfaces,
    Abstract,
    InterfaceMember,
    Attributes,
    Assembly,
}
