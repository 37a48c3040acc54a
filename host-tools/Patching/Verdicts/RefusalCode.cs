namespace NanoLive.Patching;

/// <summary>
/// What can stand in the way of an edit, by permanent names. For each there is a test that applies such an edit all the same, and shows what goes wrong then.
/// </summary>
public static class RefusalCode
{
    /// <summary>A class became abstract, and the release makes objects of it.</summary>
    public const string AbstractWithObjects = "abstract-with-objects";

    /// <summary>A migration asks for what the constructor adds, and that cannot run on an object that is taken over.</summary>
    public const string AdditionsCannotRun = "additions-cannot-run";

    /// <summary>A class that is carried whole has a constructor that looks like the adopting one.</summary>
    public const string AdoptionAmbiguous = "adoption-ambiguous";

    /// <summary>The board could not make the patch's application when it starts.</summary>
    public const string ApplicationNotMade = "application-not-made";

    /// <summary>An array of state has another length, and not every element has a place.</summary>
    public const string ArrayLength = "array-length";

    /// <summary>A value of a struct or an enum that changed is kept as an object.</summary>
    public const string BoxedKept = "boxed-kept";

    /// <summary>A delegate on code that changed can be kept, and is on no object that is taken over.</summary>
    public const string CodeKept = "code-kept";

    /// <summary>A constructor does something else, and it does not run for an object that is taken over.</summary>
    public const string ConstructorElse = "constructor-else";

    /// <summary>New code takes objects of another type out of a field than the release puts in.</summary>
    public const string ContentsOther = "contents-other";

    /// <summary>An array of an enum with other numbers is handed on, so that two objects have it.</summary>
    public const string EnumArrayShared = "enum-array-shared";

    /// <summary>A static field holds a member of an enum whose number is another one.</summary>
    public const string EnumInStatic = "enum-in-static";

    /// <summary>An object can have a member of an enum that is gone.</summary>
    public const string EnumMemberGone = "enum-member-gone";

    /// <summary>Objects that a patch does not take over hold a member whose number is another one.</summary>
    public const string EnumUnreachable = "enum-unreachable";

    /// <summary>A new field gets its value from what a constructor is given.</summary>
    public const string FieldFromConstructor = "field-from-constructor";

    /// <summary>A field that came may be one that went.</summary>
    public const string FieldMaybeRenamed = "field-maybe-renamed";

    /// <summary>Not every value of a field has one in its new type.</summary>
    public const string FieldNotConverted = "field-not-converted";

    /// <summary>A field holds what was made of a type that is another one now.</summary>
    public const string FieldOfReplacedType = "field-of-replaced-type";

    /// <summary>An earlier patch is of another release.</summary>
    public const string ForeignPatch = "foreign-patch";

    /// <summary>Code that goes on as it was calls a method that is gone, and nothing says what it should get.</summary>
    public const string FormerCall = "former-call";

    /// <summary>Carried code calls through a function pointer.</summary>
    public const string FunctionPointer = "function-pointer";

    /// <summary>Carried code is generic.</summary>
    public const string Generic = "generic";

    /// <summary>A library of the board was given an object that is taken over, or a delegate on one.</summary>
    public const string HeldByLibrary = "held-by-library";

    /// <summary>A struct can hold an object that is taken over, or a delegate on one.</summary>
    public const string HeldInStruct = "held-in-struct";

    /// <summary>A method hides one of the release's base class, or comes to override it.</summary>
    public const string Hides = "hides";

    /// <summary>A type that no patch extends implements an interface that got members.</summary>
    public const string InterfaceOfOthers = "interface-of-others";

    /// <summary>A library of the board would have to be another version.</summary>
    public const string LibraryVersion = "library-version";

    /// <summary>Code that runs before a patch takes part.</summary>
    public const string Main = "main";

    /// <summary>A migration has no Up.</summary>
    public const string MigrationWithoutUp = "migration-without-up";

    /// <summary>A new method has the name and parameters of one that the firmware would call for it.</summary>
    public const string NameTaken = "name-taken";

    /// <summary>Native code of the firmware.</summary>
    public const string NativeCode = "native-code";

    /// <summary>A type that the board's format cannot say.</summary>
    public const string NoSuchType = "no-such-type";

    /// <summary>A class that a patch cannot extend.</summary>
    public const string NotExtended = "not-extended";

    /// <summary>A library that is not on the board and cannot travel.</summary>
    public const string NotOnBoard = "not-on-board";

    /// <summary>Only code that has run calls what changed.</summary>
    public const string OnlyStartCalls = "only-start-calls";

    /// <summary>The runtime itself changed.</summary>
    public const string Runtime = "runtime";

    /// <summary>The address of a field that the patch adds to a base class is taken elsewhere.</summary>
    public const string SharedAddress = "shared-address";

    /// <summary>A method that the patch adds to a base class is subscribed elsewhere.</summary>
    public const string SharedSubscribed = "shared-subscribed";

    /// <summary>Start code that changed has run on a board that is running.</summary>
    public const string StartHasRun = "start-has-run";

    /// <summary>A static constructor that has run does more than set fields.</summary>
    public const string StaticConstructor = "static-constructor";

    /// <summary>A static field that came would take over state of a field that went, and nothing moves it.</summary>
    public const string StaticLost = "static-lost";

    /// <summary>A static field holds what was made of a type that is another one now.</summary>
    public const string StaticOfReplacedType = "static-of-replaced-type";

    /// <summary>A struct is asked by dispatch for a method that changed.</summary>
    public const string StructDispatched = "struct-dispatched";

    /// <summary>A method of a struct that changed is subscribed.</summary>
    public const string StructSubscribed = "struct-subscribed";

    /// <summary>A thread may be inside of an object that is replaced, or goes on with it.</summary>
    public const string ThreadInside = "thread-inside";

    /// <summary>Code compares an object's class with one that is taken over.</summary>
    public const string TypeTest = "type-test";
}
