using NanoLive.Lowering.Pe;
using NanoLive.Lowering.Reading;

namespace NanoLive.Lowering.Verifying;

/// <summary>Bodies: they decode, keep the rules (<see cref="BodyRules"/>), and their stacks add up (<see cref="StackFlow"/>).</summary>
internal sealed class BodyCheck(PeImage image, RowReport report)
{
    private readonly PeBodyReader _bodies = new(image);
    private readonly BodyRules _rules = new(image);
    private readonly PeNames _names = new(image);

    public void Run()
    {
        for (var i = 0; i < image.MethodDefs.Length && !report.IsFull; i++)
        {
            if (image.MethodDefs[i].HasBody && Problem(i) is { } problem)
            {
                report.Error(PeTable.MethodDef, i, problem.Id, $"{_names.Of(new PeToken(PeTable.MethodDef, i))}: {problem.Message}.");
            }
        }
    }

    private (string Id, string Message)? Problem(int method)
    {
        if (_bodies.Read(method, out var undecodable) is not { } body)
        {
            return ("il-decode", undecodable!);
        }

        if (_rules.Problem(method, body) is { } broken)
        {
            return broken;
        }

        var (depth, problem) = StackFlow.Run(image, method, body);
        if (problem == null && depth > image.MethodDefs[method].StackLength + StackFlow.SpareSlots)
        {
            problem = $"{depth} values on a stack of {image.MethodDefs[method].StackLength}";
        }

        return problem == null ? null : ("il-stack", problem);
    }
}
