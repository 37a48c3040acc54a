using NanoLive.Format;

namespace NanoLive.Attacks.Tests;

/// <summary>One field left out at a time, all else in order and signed: whoever relied on a default would be caught.</summary>
public sealed class WithheldFields : IDisposable
{
    private readonly Receiver _board = new();
    private readonly Forgery _forgery = new();

    public void Dispose() => _board.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Parameter_withheld_is_malformed(int index) => AssertRefused(_forgery.Parameters, index);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Shared_command_withheld_is_malformed(int index) => AssertRefused(_forgery.SharedCommands, index);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Install_command_withheld_is_malformed(int index) => AssertRefused(_forgery.InstallCommands, index);

    [Fact]
    public void Place_of_the_payload_withheld_is_malformed() => AssertRefused(_forgery.InstallParameters, 0);

    [Fact]
    public void Validation_withheld_is_malformed() => AssertRefused(_forgery.ValidateCommands, 0);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Member_of_the_manifest_withheld_is_malformed(int index) => AssertRefused(_forgery.Members, index);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Member_of_the_common_part_withheld_is_malformed(int index) => AssertRefused(_forgery.Common, index);

    [Theory]
    [InlineData(SuitLabel.ParameterVendor, 15)]
    [InlineData(SuitLabel.ParameterVendor, 17)]
    [InlineData(SuitLabel.ParameterClass, 0)]
    [InlineData(SuitLabel.ParameterBase, 31)]
    [InlineData(SuitLabel.ParameterBase, 33)]
    public void Id_of_another_length_is_malformed(int parameter, int length)
    {
        Forgery.Replace(_forgery.Parameters, parameter, Forgery.Bytes(new byte[length]));
        _board.AssertRefused(Status.Malformed, _forgery.Sign(_board.Trusted));
    }

    [Theory]
    [InlineData(SuitLabel.ParameterImageSize, 0)]
    [InlineData(SuitLabel.ParameterImageSize, FormatLimit.PayloadBytes + 1)]
    [InlineData(SuitLabel.ParameterImageSize, uint.MaxValue)]
    [InlineData(SuitLabel.ParameterImageSize, -1)]
    [InlineData(SuitLabel.ParameterChunkLength, 0)]
    [InlineData(SuitLabel.ParameterChunkLength, FormatLimit.LeastChunkBytes - 1)]
    [InlineData(SuitLabel.ParameterChunkLength, FormatLimit.ChunkBytes + 1)]
    [InlineData(SuitLabel.ParameterGeneration, -1)]
    [InlineData(SuitLabel.ParameterGeneration, uint.MaxValue)]
    public void Number_out_of_range_is_malformed(int parameter, long value)
    {
        Forgery.Replace(_forgery.Parameters, parameter, Forgery.Number(value));
        _board.AssertRefused(Status.Malformed, _forgery.Sign(_board.Trusted));
    }

    [Fact]
    public void Order_of_keys_changed_is_malformed()
    {
        _forgery.Parameters.Reverse(0, 2);
        _board.AssertRefused(Status.Malformed, _forgery.Sign(_board.Trusted));
    }

    [Fact]
    public void Parameters_after_the_conditions_that_look_at_them_are_malformed()
    {
        _forgery.SharedCommands.Reverse(0, 2);
        _board.AssertRefused(Status.Malformed, _forgery.Sign(_board.Trusted));
    }

    private void AssertRefused(List<Forgery.Item> items, int index)
    {
        items.RemoveAt(index);
        _board.AssertRefused(Status.Malformed, _forgery.Sign(_board.Trusted));
    }
}
