using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NanoLive.Signing;

namespace NanoLive.Format.Tests;

public sealed class PatchFileTests : IDisposable
{
    private readonly SigningKey _key = SigningKey.Generate();

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Patch_signed_on_the_host_is_read_on_the_board_field_by_field()
    {
        PatchContents contents = Samples.Contents(Samples.FullPlan()) with
        {
            Expiry = DateTimeOffset.FromUnixTimeSeconds(2_000_000_000),
            DeviceId = "station-3",
            ChunkLengthBytes = 256,
        };
        PatchFile patch = Samples.Sign(contents, _key);
        ParsedOffer offer = OfferParser.Parse(patch.Envelope.ToArray(), out int status);
        Assert.Equal(Status.Ok, status);
        Assert.Equal(7, offer.Sequence);
        Assert.Equal(Samples.VendorId, offer.VendorId);
        Assert.Equal(Samples.ClassId, offer.ClassId);
        Assert.Equal(Samples.Base, offer.BaseDigest);
        Assert.Equal(AssemblyGeneration.Il, offer.Generation);
        Assert.Equal(SHA256.HashData(patch.Payload.Span), offer.PayloadDigest);
        Assert.Equal(patch.Payload.Length, offer.PayloadLengthBytes);
        Assert.Equal(patch.Payload.Length, offer.InlineLengthBytes);
        Assert.Equal(256, offer.ChunkLengthBytes);
        Assert.Equal(2_000_000_000, offer.ExpirySeconds);
        Assert.Equal("station-3", offer.DeviceId);
        Assert.Equal(_key.Public.Id.ToArray(), offer.KeyId);
        Assert.Equal(contents.Assembly, patch.Assembly.ToArray());
    }

    [Fact]
    public void Same_patch_gives_same_bytes_but_for_the_signature()
    {
        PatchContents contents = Samples.Contents(Samples.SmallPlan());
        byte[] first = Samples.Sign(contents, _key).Envelope.ToArray();
        byte[] second = Samples.Sign(contents, _key).Envelope.ToArray();
        int signature = first.AsSpan().IndexOf(OfferParser.Parse(first, out _).Signature);
        Assert.Equal(first[..signature], second[..signature]);
        Assert.Equal(first[(signature + 64)..], second[(signature + 64)..]);
    }

    [Fact]
    public void Signature_is_of_the_key_that_signed_and_of_no_other()
    {
        PatchFile patch = Samples.Sign(Samples.Contents(Samples.SmallPlan()), _key);
        using SigningKey other = SigningKey.Generate();
        Assert.True(patch.IsSignedBy(_key.Public));
        Assert.False(patch.IsSignedBy(other.Public));
    }

    [Fact]
    public void Offer_without_payload_and_its_chunks_are_the_whole_patch()
    {
        PatchFile patch = Samples.Sign(Samples.Contents(Samples.FullPlan()) with { ChunkLengthBytes = 100 }, _key);
        ParsedOffer offer = OfferParser.Parse(patch.OfferWithoutPayload(), out int status);
        Assert.Equal(Status.Ok, status);
        Assert.Equal(-1, offer.PayloadOffset);
        Assert.Equal(patch.Offer.PayloadDigest, offer.PayloadDigest);
        Assert.Equal(patch.Payload.ToArray(), patch.Chunks().SelectMany(chunk => chunk.ToArray()));
        Assert.All(patch.Chunks().SkipLast(1), chunk => Assert.Equal(100, chunk.Length));
        Assert.False(PatchFile.Read(patch.OfferWithoutPayload(), "offer").Succeeded);
    }

    [Fact]
    public void Damaged_file_is_refused_in_one_line()
    {
        byte[] envelope = Samples.Sign(Samples.Contents(Samples.SmallPlan()), _key).Envelope.ToArray();
        envelope[^1] ^= 1;
        Assert.Contains("damaged", Assert.Single(PatchFile.Read(envelope, "fix.nlp").Problems));
        Assert.Contains("fix.nlp", Assert.Single(PatchFile.Read(envelope[..50], "fix.nlp").Problems));
        Assert.Contains("does not exist", Assert.Single(PatchFile.Load(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())).Problems));
    }

    [Fact]
    public void Description_names_classes_states_and_sizes()
    {
        PatchFile patch = Samples.Sign(Samples.Contents(Samples.FullPlan()), _key);
        string text = string.Join("\n", PatchDescription.Of(patch).Select(line => $"{line.Key}: {line.Value}"));
        Assert.Contains("live from: the release", text);
        Assert.Contains("WeatherStation.Drivers.Bme280", text);
        Assert.Contains("_pulses -> _edges * 2 / 1", text);
        Assert.Contains(patch.Digest, text);
    }

    [Fact]
    public void Overhead_of_a_small_patch_stays_below_400_bytes()
    {
        PatchFile patch = Samples.Sign(Samples.Contents(Samples.SmallPlan()), _key);
        int plan = PlanWriter.Write(Samples.SmallPlan()).Value!.Length;
        int envelope = patch.Envelope.Length - patch.Payload.Length;
        TestContext.Current.TestOutputHelper?.WriteLine($"envelope {envelope} bytes, plan {plan} bytes");
        Assert.InRange(envelope, 1, 400);
        Assert.InRange(plan, 1, 200);
    }

    [Fact]
    public void Static_constructor_is_not_signed() => AssertNotSigned("static constructor", type =>
        type.DefineTypeInitializer().GetILGenerator().Emit(OpCodes.Ret));

    [Fact]
    public void Extern_method_is_not_signed() => AssertNotSigned("extern", type =>
        type.DefinePInvokeMethod(
            "Reboot", "kernel", MethodAttributes.Public | MethodAttributes.Static, CallingConventions.Standard, typeof(void), [],
            CallingConvention.Winapi, CharSet.Ansi));

    [Fact]
    public void Internal_call_is_not_signed() => AssertNotSigned("extern", type =>
        type.DefineMethod("Reboot", MethodAttributes.Public | MethodAttributes.Static, typeof(void), [])
            .SetImplementationFlags(MethodImplAttributes.InternalCall));

    [Fact]
    public void Plan_that_names_a_class_the_assembly_lacks_is_not_signed()
    {
        PatchContents contents = Samples.Contents(Samples.SmallPlan());
        Plan other = Samples.SmallPlan();
        other.Classes[0].NewClass = "No.Such";
        Assert.Contains("No.Such", Assert.Single(PatchFile.Sign(contents with { Plan = other }, _key).Problems));
    }

    [Fact]
    public void Assembly_of_another_name_than_the_plans_is_not_signed()
    {
        PatchContents contents = Samples.Contents(Samples.SmallPlan()) with { Plan = Samples.SmallPlan("Other") };
        Assert.Contains("Other", Assert.Single(PatchFile.Sign(contents, _key).Problems));
    }

    [Fact]
    public void What_is_no_assembly_is_not_signed()
    {
        PatchContents contents = Samples.Contents(Samples.SmallPlan());
        Assert.False(PatchFile.Sign(contents with { Assembly = [1, 2, 3] }, _key).Succeeded);
        Assert.False(PatchFile.Sign(contents with { Assembly = contents.Assembly[..200] }, _key).Succeeded);
        Assert.False(PatchFile.Sign(contents with { Generation = 7 }, _key).Succeeded);
        Assert.False(PatchFile.Sign(contents with { Generation = AssemblyGeneration.PeV1 }, _key).Succeeded);
    }

    [Theory]
    [InlineData(0x00, "marker")]
    [InlineData(0x10, "flags")]
    [InlineData(0x14, "native methods")]
    [InlineData(0x18, "native entry")]
    [InlineData(0x26, "string table")]
    [InlineData(0x64, "bytes and has")]
    [InlineData(0x68, "native methods")]
    public void Pe_file_with_a_dangerous_header_is_not_signed(int offset, string expected)
    {
        PatchContents contents = Samples.Contents(Samples.SmallPlan()) with { Generation = AssemblyGeneration.PeV1, Assembly = Samples.PeImage() };
        Assert.True(PatchFile.Sign(contents, _key).Succeeded);
        contents.Assembly[offset] ^= 0x55;
        Assert.Contains(expected, Assert.Single(PatchFile.Sign(contents, _key).Problems));
    }

    private void AssertNotSigned(string expected, Action<TypeBuilder> more)
    {
        Plan plan = Samples.SmallPlan();
        byte[] image = Samples.Assembly(plan, module =>
        {
            TypeBuilder type = module.DefineType("P.More", TypeAttributes.Public);
            more(type);
            type.CreateType();
        });
        Assert.Contains(expected, Assert.Single(PatchFile.Sign(Samples.Contents(plan) with { Assembly = image }, _key).Problems));
    }
}
