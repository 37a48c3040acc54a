namespace NanoLive.Corpus.Tests;

/// <summary>What random edits do.</summary>
internal enum EditForm
{
    /// <summary>A body counts otherwise.</summary>
    Step,

    /// <summary>A field comes, and a helper class when it is the first one there.</summary>
    FieldAdded,

    /// <summary>A field gets another name, and says so.</summary>
    Renamed,

    /// <summary>A field gets a wider type.</summary>
    Widened,

    /// <summary>Members of an enum get other numbers.</summary>
    EnumNumbers,

    /// <summary>A class gets a base class, or loses it.</summary>
    BaseClass,

    /// <summary>A field goes up to the base class, or down.</summary>
    Level,

    /// <summary>An interface gets a member, loses it, or its code changes.</summary>
    InterfaceMember,

    /// <summary>A member of an interface gets a parameter, or loses it.</summary>
    InterfaceSignature,

    /// <summary>A field becomes an automatic property, or the other way round.</summary>
    Property,

    /// <summary>A method that a delegate is kept of gets a parameter, or loses them.</summary>
    Signature,

    /// <summary>A constructor leaves its work to another one, or does it itself.</summary>
    ConstructorChain,

    /// <summary>Fields go into an object of a class of their own, and a migration takes them there and back.</summary>
    SplitOff,

    /// <summary>An event comes with subscriptions, or a handler does more or less.</summary>
    Event,

    /// <summary>A body is written otherwise.</summary>
    Spelling,
}
