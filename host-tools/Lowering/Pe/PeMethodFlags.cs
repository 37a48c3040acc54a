namespace NanoLive.Lowering.Pe;

/// <summary>Flags of a MethodDef. Visibility is the number in the lowest three bits.</summary>
[Flags]
public enum PeMethodFlags : uint
{
    None = 0,
    Private = 1,
    FamAndAssem = 2,
    Assembly = 3,
    Family = 4,
    FamOrAssem = 5,
    Public = 6,
    Static = 0x00000010,
    Final = 0x00000020,
    Virtual = 0x00000040,
    HideBySig = 0x00000080,
    NewSlot = 0x00000100,
    Abstract = 0x00000200,
    SpecialName = 0x00000400,
    NativeProfiled = 0x00000800,
    Constructor = 0x00001000,
    StaticConstructor = 0x00002000,
    Finalizer = 0x00004000,
    DelegateConstructor = 0x00010000,
    DelegateInvoke = 0x00020000,
    DelegateBeginInvoke = 0x00040000,
    DelegateEndInvoke = 0x00080000,
    ContainsGenericParameter = 0x00100000,
    HasGenericParameter = 0x00200000,
    Synchronized = 0x01000000,
    GloballySynchronized = 0x02000000,
    Patched = 0x04000000,
    EntryPoint = 0x08000000,
    RequireSecObject = 0x10000000,
    HasSecurity = 0x20000000,
    HasExceptionHandlers = 0x40000000,
    HasAttributes = 0x80000000,
}
