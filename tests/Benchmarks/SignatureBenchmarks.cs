using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using NanoLive.Signatures;

namespace NanoLive.Benchmarks;

/// <summary>Verification of an ES256 signature by the board's own code, and its longest slice.</summary>
public class SignatureBenchmarks
{
    private const int SliceMultiplications = 32;
    private readonly EcdsaP256Verification _verification = new();
    private readonly byte[] _digest = SHA256.HashData("a manifest"u8);
    private byte[] _key = null!;
    private byte[] _signature = null!;

    [GlobalSetup]
    public void Setup()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        _key = [.. point.X!, .. point.Y!];
        _signature = key.SignHash(_digest);
        if (!Whole())
        {
            throw new InvalidOperationException("a good signature was refused");
        }
    }

    [Benchmark(Description = "signature: whole verification, in slices of 32 multiplications")]
    public bool Whole()
    {
        _verification.Begin(_key, 0, _digest, 0, _signature, 0);
        while (!_verification.Step(SliceMultiplications))
        {
        }

        return _verification.IsValid;
    }

    [Benchmark(Description = "signature: beginning and one slice")]
    public bool Slice()
    {
        _verification.Begin(_key, 0, _digest, 0, _signature, 0);
        return _verification.Step(SliceMultiplications);
    }
}
