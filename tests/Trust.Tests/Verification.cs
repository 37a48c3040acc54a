using NanoLive.Signatures;

namespace NanoLive.Trust.Tests;

/// <summary>Runs the sliced verification to its end.</summary>
internal static class Verification
{
    private static readonly EcdsaP256Verification Verifier = new();
    private static readonly Lock Gate = new();

    public static bool Judge(byte[] key, byte[] digest, byte[] signature) => signature.Length == 64 && Judge(key, digest, signature, 100, out _);

    /// <param name="units">The multiplications that were needed, rounded up to whole slices.</param>
    public static bool Judge(byte[] key, byte[] digest, byte[] signature, int slice, out int units)
    {
        lock (Gate)
        {
            units = 0;
            Verifier.Begin(key, 0, digest, 0, signature, 0);
            do
            {
                units += slice;
            }
            while (!Verifier.Step(slice) && units < 100_000);

            return Verifier.IsValid;
        }
    }
}
