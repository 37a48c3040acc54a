namespace NanoLive.Lowering.Writing;

/// <summary>
/// What lowering refuses or warns of, by permanent names: what each says, and what to do. For each there is a test that lowers such code. What is wrong with the tables of a
/// file that is there already has names that begin with <c>pe-</c> and <c>il-</c>.
/// </summary>
public static class LoweringCode
{
    /// <summary>The assembly needs more of a table or a heap than its columns can number. Split it.</summary>
    public const string AssemblyTooLarge = "assembly-too-large";

    /// <summary>A custom attribute whose values the firmware cannot read is left out. A warning.</summary>
    public const string AttributeLeftOut = "attribute-left-out";

    /// <summary>A body whose branches or handlers reach further than 16 bits. Split the method.</summary>
    public const string BodyTooLarge = "body-too-large";

    /// <summary>Checked arithmetic: the firmware does not check. A warning; compare before.</summary>
    public const string CheckedArithmetic = "checked-arithmetic";

    /// <summary>An interface method with a body, at which the firmware ends. Implement it in the classes.</summary>
    public const string DefaultInterfaceMethod = "default-interface-method";

    /// <summary>Two types of one name. Rename one.</summary>
    public const string DuplicateType = "duplicate-type";

    /// <summary>A patch with an entry point: it is loaded into a running program.</summary>
    public const string EntryPointInPatch = "entry-point-in-patch";

    /// <summary>A patch with an extern method, for which the firmware has no code.</summary>
    public const string ExternInPatch = "extern-in-patch";

    /// <summary>An exception filter that does more than compare: an exception inside of it ends the firmware. A warning; ask the rest in the catch block.</summary>
    public const string FilterMayThrow = "filter-may-throw";

    /// <summary>A generic type or method. Write it for the types that are used.</summary>
    public const string Generic = "generic";

    /// <summary>An exception handler that the firmware has not, or takes for another one.</summary>
    public const string Handler = "handler";

    /// <summary>A method that hides a virtual one, which the firmware calls for it. A warning; rename it.</summary>
    public const string HidesVirtual = "hides-virtual";

    /// <summary>Code whose evaluation stack does not add up.</summary>
    public const string Stack = "il-stack";

    /// <summary>An instance call in a try block with an exception filter, in an assembly with native code. A warning; call a static method, or test in the catch block.</summary>
    public const string InstanceCallUnderFilter = "instance-call-under-filter";

    /// <summary>An instruction that the interpreter does not run, or with an operand that a board does not have.</summary>
    public const string Instruction = "instruction";

    /// <summary>An array of several dimensions. Use an array of arrays.</summary>
    public const string MultiDimensionalArray = "multi-dimensional-array";

    /// <summary>A member of a patch has the name that boards have for another one. Rename it.</summary>
    public const string NameGiven = "name-given";

    /// <summary>An interface member is implemented by a method of the release that boards have under another name. Implement it in the patch.</summary>
    public const string NameGivenAway = "name-given-away";

    /// <summary>Code looks a private member up by a name that boards do not have for it. Make the member public.</summary>
    public const string NameHidden = "name-hidden";

    /// <summary>A body without instructions.</summary>
    public const string NoInstructions = "no-instructions";

    /// <summary>The file is no .NET assembly, or a damaged one.</summary>
    public const string NotAnAssembly = "not-an-assembly";

    /// <summary>A member of a closed assembly that it leaves behind. Use what is public in it.</summary>
    public const string NotOnBoards = "not-on-boards";

    /// <summary>A method implements one of another name, and the firmware dispatches by name.</summary>
    public const string OverrideByName = "override-by-name";

    /// <summary>A resource that is no .resources file.</summary>
    public const string ResourceFile = "resource-file";

    /// <summary>Two resources whose ids are the same. Rename one.</summary>
    public const string ResourceId = "resource-id";

    /// <summary>A resource that is neither a string nor an array of plain bytes.</summary>
    public const string ResourceKind = "resource-kind";

    /// <summary><c>sizeof</c>, which gives the firmware's size of a type. A warning.</summary>
    public const string SizeOf = "sizeof";

    /// <summary>A patch with a static constructor: it would run while it is loaded.</summary>
    public const string StaticConstructorInPatch = "static-constructor-in-patch";

    /// <summary>Static data of more than 65535 bytes. Split the array.</summary>
    public const string StaticDataTooLarge = "static-data-too-large";

    /// <summary>A static virtual method.</summary>
    public const string StaticVirtual = "static-virtual";

    /// <summary>A string that a .pe cannot hold. Build it from characters.</summary>
    public const string StringText = "string-text";

    /// <summary>A switch of more than 255 cases. Split it.</summary>
    public const string SwitchTooLarge = "switch-too-large";

    /// <summary>More than 255 of something that has a number of 8 bits. Move some elsewhere.</summary>
    public const string TooMany = "too-many";

    /// <summary>A pointer, a pinned or modified type, a variable argument list: a .pe has no word for it.</summary>
    public const string TypeKind = "type-kind";

    /// <summary>A reference to what is not among the references. Name the library, or take the release's member.</summary>
    public const string Unresolved = "unresolved";
}
