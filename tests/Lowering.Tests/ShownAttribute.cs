namespace NanoLive.Lowering.Tests;

/// <summary>On a test that lowers code which gets one of <see cref="Writing.LoweringCode"/>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ShownAttribute(string code) : Attribute
{
    public string Code { get; } = code;
}
