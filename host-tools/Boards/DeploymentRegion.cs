namespace NanoLive.Boards;

/// <summary>The part of the flash that holds the application and its class libraries; the address as nanoff takes it, in hexadecimal.</summary>
public sealed record DeploymentRegion(string Address, int LengthBytes);
