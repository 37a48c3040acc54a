using NanoLive.Format;
using NanoLive.Signing;

namespace NanoLive.Attacks.Tests;

/// <summary>
/// Manifests that a trusted key did sign, for another board or another time, or that ask for too much. RFC 9124: THREAT.IMG.EXPIRED and
/// .OFFLINE, THREAT.IMG.INCOMPATIBLE, THREAT.IMG.FORMAT, THREAT.IMG.LOCATION, THREAT.NET.REDIRECT, THREAT.UPD.WRONG_PRECURSOR,
/// THREAT.UPD.UNAPPROVED, THREAT.MFST.OVERRIDE.
/// </summary>
public sealed class ManifestAttacks : IDisposable
{
    private readonly Receiver _board = new();
    private readonly Forgery _forgery = new();

    public void Dispose() => _board.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(Receiver.HighestSequence - 1)]
    [InlineData(Receiver.HighestSequence)]
    public void Threat_img_expired_Sequence_not_higher(long sequence)
    {
        Forgery.Replace(_forgery.Members, SuitLabel.ManifestSequence, Forgery.Number(sequence));
        AssertRefused(Status.SequenceNotHigher);
    }

    [Fact]
    public void Threat_img_expired_Same_sequence_with_another_payload_than_the_one_being_staged()
    {
        Forgery.Replace(_forgery.Members, SuitLabel.ManifestSequence, Forgery.Number(Receiver.HighestSequence));
        byte[] envelope = _forgery.Sign(_board.Trusted);
        _board.Limits.ResumedDigest = new byte[32];
        Assert.Equal(Status.SequenceNotHigher, _board.Receive(envelope));
        _board.Limits.ResumedDigest = OfferParser.Parse(envelope, out _).PayloadDigest;
        Assert.Equal(Status.Ok, _board.Receive(envelope));
        Forgery.Replace(_forgery.Members, SuitLabel.ManifestSequence, Forgery.Number(Receiver.HighestSequence - 1));
        Assert.Equal(Status.SequenceNotHigher, _board.Receive(_forgery.Sign(_board.Trusted)));
    }

    [Fact]
    public void Sequence_beyond_63_bits_is_malformed()
    {
        Forgery.Replace(_forgery.Members, SuitLabel.ManifestSequence, writer => writer.WriteUInt64(ulong.MaxValue));
        AssertRefused(Status.Malformed);
    }

    [Theory]
    [InlineData(Receiver.UtcSeconds - 1, Status.Expired)]
    [InlineData(Receiver.UtcSeconds, Status.Ok)]
    public void Threat_img_expired_offline_Patch_after_its_time(long expiry, int expected)
    {
        Forgery.Add(_forgery.Parameters, SuitLabel.ParameterExpiry, Forgery.Number(expiry));
        Assert.Equal(expected, _board.Receive(_forgery.Sign(_board.Trusted)));
        _board.AssertUnchanged();
    }

    [Fact]
    public void Expiry_is_not_looked_at_by_a_board_that_does_not_know_the_time()
    {
        Forgery.Add(_forgery.Parameters, SuitLabel.ParameterExpiry, Forgery.Number(1));
        _board.Limits.UtcSeconds = 0;
        Assert.Equal(Status.Ok, _board.Receive(_forgery.Sign(_board.Trusted)));
    }

    [Fact]
    public void Threat_img_incompatible_Other_vendor()
    {
        Forgery.Replace(_forgery.Parameters, SuitLabel.ParameterVendor, Forgery.Bytes(BoardClass.VendorId("other.example")));
        AssertRefused(Status.OtherVendor);
    }

    [Fact]
    public void Threat_img_incompatible_Other_kind_of_board()
    {
        Forgery.Replace(_forgery.Parameters, SuitLabel.ParameterClass, Forgery.Bytes(BoardClass.ClassId(Receiver.VendorId, "other")));
        AssertRefused(Status.OtherBoardClass);
    }

    [Fact]
    public void Threat_img_incompatible_Other_device()
    {
        Forgery.Add(_forgery.Parameters, SuitLabel.ParameterDevice, writer => writer.WriteTextString("station-4"));
        AssertRefused(Status.OtherDevice);
        Forgery.Replace(_forgery.Parameters, SuitLabel.ParameterDevice, writer => writer.WriteTextString(Receiver.DeviceId));
        Assert.Equal(Status.Ok, _board.Receive(_forgery.Sign(_board.Trusted)));
    }

    [Theory]
    [InlineData(AssemblyGeneration.PeV1)]
    [InlineData(99)]
    public void Threat_img_format_Other_generation(int generation)
    {
        Forgery.Replace(_forgery.Parameters, SuitLabel.ParameterGeneration, Forgery.Number(generation));
        AssertRefused(Status.OtherGeneration);
    }

    [Fact]
    public void Threat_img_format_Other_version_of_plans_or_manifests()
    {
        Forgery.Replace(_forgery.Parameters, SuitLabel.ParameterPlanVersion, Forgery.Number(PlanReader.PackedVersion + 1));
        AssertRefused(Status.OtherFormatVersion);
        var forgery = new Forgery();
        Forgery.Replace(forgery.Members, SuitLabel.ManifestVersion, Forgery.Number(2));
        _board.AssertRefused(Status.OtherFormatVersion, forgery.Sign(_board.Trusted));
    }

    [Fact]
    public void Threat_img_location_Other_component()
    {
        Forgery.Replace(_forgery.Common, SuitLabel.CommonComponents, writer => Forgery.WriteComponents(writer, "boot!"u8.ToArray()));
        AssertRefused(Status.OtherComponent);
        Forgery.Replace(_forgery.Common, SuitLabel.CommonComponents, writer => Forgery.WriteComponents(writer, "patch"u8.ToArray(), "boot"u8.ToArray()));
        AssertRefused(Status.OtherComponent);
        Forgery.Replace(_forgery.Common, SuitLabel.CommonComponents, writer => Forgery.WriteComponents(writer));
        AssertRefused(Status.OtherComponent);
    }

    [Theory]
    [InlineData("http://attacker.example/payload")]
    [InlineData("payload2")]
    [InlineData("#payload")]
    public void Threat_net_redirect_Payload_from_elsewhere(string uri)
    {
        Forgery.Replace(_forgery.InstallParameters, SuitLabel.ParameterUri, writer => writer.WriteTextString(uri));
        AssertRefused(Status.CommandUnknown);
    }

    [Fact]
    public void Threat_upd_wrong_precursor_Other_release()
    {
        Forgery.Replace(_forgery.Parameters, SuitLabel.ParameterBase, Forgery.Bytes(new byte[32]));
        AssertRefused(Status.OtherBase);
    }

    [Theory]
    [InlineData(SuitLabel.ParameterImageDigest)]
    [InlineData(SuitLabel.ParameterImageSize)]
    [InlineData(SuitLabel.ParameterBase)]
    public void Threat_mfst_override_Parameter_set_a_second_time_for_the_installation(int parameter)
    {
        Forgery.Add(_forgery.InstallParameters, parameter, _forgery.Parameters.Find(item => item.Label == parameter)!.Write);
        AssertRefused(Status.CommandUnknown);
    }

    [Fact]
    public void Threat_mfst_override_Parameters_set_twice_in_one_sequence()
    {
        _forgery.SharedCommands.Add(_forgery.SharedCommands[0]);
        AssertRefused(Status.Malformed);
    }

    [Fact]
    public void Threat_mfst_override_Key_written_twice()
    {
        _forgery.Parameters.Insert(0, _forgery.Parameters[0]);
        AssertRefused(Status.Malformed);
    }

    /// <summary>Try-each, set-component-index, write, copy, invoke, swap, run-sequence, and numbers that nobody gave a meaning.</summary>
    [Theory]
    [InlineData(12)]
    [InlineData(15)]
    [InlineData(18)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(-1)]
    [InlineData(-255)]
    [InlineData(-257)]
    [InlineData(1_000_000)]
    public void Threat_upd_unapproved_Command_that_the_board_does_not_carry_out(int command)
    {
        _forgery.InstallCommands.Insert(1, new(command, Forgery.Number(15)));
        AssertRefused(Status.CommandUnknown);
        var forgery = new Forgery();
        forgery.SharedCommands.Add(new(command, Forgery.Number(15)));
        _board.AssertRefused(Status.CommandUnknown, forgery.Sign(_board.Trusted));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(18)]
    [InlineData(19)]
    [InlineData(24)]
    [InlineData(-1)]
    [InlineData(-262)]
    public void Threat_upd_unapproved_Parameter_that_the_board_does_not_know(int parameter)
    {
        Forgery.Add(_forgery.Parameters, parameter, Forgery.Number(1));
        AssertRefused(Status.CommandUnknown);
    }

    /// <summary>Reference URI, dependency resolution, load, invoke, payload fetch, text, uninstall.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(-256)]
    public void Threat_upd_unapproved_Member_of_the_manifest_that_the_board_does_not_know(int member)
    {
        Forgery.Add(_forgery.Members, member, Forgery.Bytes([0x80]));
        AssertRefused(Status.CommandUnknown);
    }

    private void AssertRefused(int expected) => _board.AssertRefused(expected, _forgery.Sign(_board.Trusted));
}
