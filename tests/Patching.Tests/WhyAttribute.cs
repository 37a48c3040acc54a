namespace NanoLive.Patching.Tests;

/// <summary>On a test that shows why an edit with this code is refused: what goes wrong when it is applied all the same.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class WhyAttribute(string code) : Attribute
{
    public string Code { get; } = code;
}
