namespace NanoLive.Storage.Tests;

/// <summary>When the power fails, counted in erasures and programs, and what the operation leaves behind.</summary>
/// <param name="Operation">From 0.</param>
/// <param name="Tear">-1: cut before the operation; else a way to tear it, see <see cref="TornFlash"/>. After it is before the next.</param>
public readonly record struct Cut(int Operation, int Tear)
{
    public static readonly Cut Never = new(int.MaxValue, -1);

    public override string ToString() => $"{Operation}:{Tear}";

    public static Cut Parse(string text) => new(int.Parse(text.Split(':')[0]), int.Parse(text.Split(':')[1]));
}

/// <summary>The power failed: everything but the flash is gone.</summary>
public sealed class PowerCut : Exception;
