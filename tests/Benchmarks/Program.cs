using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NanoLive.Benchmarks;
using Perfolizer.Horology;

// In this process: a device assembly refers to nanoFramework's mscorlib, and the projects that BenchmarkDotNet generates would not know where that is.
Job job = Job.Default
    .WithToolchain(InProcessEmitToolchain.Instance)
    .WithIterationTime(TimeInterval.FromMilliseconds(150))
    .WithWarmupCount(15)
    .WithIterationCount(20);
IConfig config = DefaultConfig.Instance
    .AddJob(job)
    .AddColumn(StatisticColumn.Min)
    .HideColumns(Column.Job, Column.Toolchain, Column.IterationTime, Column.RatioSD)
    .WithOptions(ConfigOptions.JoinSummary);
BenchmarkRunner.Run([typeof(CallBenchmarks), typeof(SwapBenchmarks), typeof(SignatureBenchmarks)], config, args);
SideBySide.Print(Console.Out);
