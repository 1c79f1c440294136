using System.Globalization;
using BenchmarkDotNet.Running;
using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Kestrel;
using ZeroTrust.Security.Benchmarks.Pipeline;
using ZeroTrust.Security.Benchmarks.Postgres;
using ZeroTrust.Security.Benchmarks.Reports;

return args switch
{
    ["guard", .. var rest] => GuardRun.Run(rest.Contains("--allocations"), ValueOf(rest, "--only"), ValueOf(rest, "--output")),
    ["kestrel", .. var rest] => KestrelRun.Run(ValueOf(rest, "--output")),
    ["postgres"] => await PostgresRun.RunAsync(),
    ["report"] => ReportRun.Run(),
    ["serve", var protection] => await ServedApp.RunAsync(Enum.Parse<Protection>(protection)),
    [RequestProcess.Command, var protection, var access, var status] =>
        RequestProcess.Serve(Enum.Parse<Protection>(protection), Enum.Parse<Access>(access), int.Parse(status, CultureInfo.InvariantCulture)),
    _ => RunBenchmarks(args),
};

static string? ValueOf(string[] arguments, string option) => arguments.SkipWhile(argument => argument != option).Skip(1).FirstOrDefault();

static int RunBenchmarks(string[] arguments)
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
    return 0;
}
