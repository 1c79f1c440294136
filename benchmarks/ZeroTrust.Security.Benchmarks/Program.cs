using BenchmarkDotNet.Running;
using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Kestrel;
using ZeroTrust.Security.Benchmarks.Pipeline;
using ZeroTrust.Security.Benchmarks.Reports;

return args switch
{
    ["guard", .. var rest] => GuardRun.Run(rest.Contains("--allocations"), FileOf(rest)),
    ["kestrel", .. var rest] => KestrelRun.Run(FileOf(rest)),
    ["report"] => ReportRun.Run(),
    ["serve", var protection] => await ServedApp.RunAsync(Enum.Parse<Protection>(protection)),
    _ => RunBenchmarks(args),
};

static string? FileOf(string[] arguments) => arguments.SkipWhile(static argument => argument != "--output").Skip(1).FirstOrDefault();

static int RunBenchmarks(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
    return 0;
}
