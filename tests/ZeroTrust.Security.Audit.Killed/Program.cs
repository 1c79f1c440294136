using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ZeroTrust.Security;

// A loaded service whose journal stands in the directory that is its argument. Whatever it is told is on disk it prints, one number a line: whoever
// kills it has read that before, and looks whether it is true.
var application = Host.CreateEmptyApplicationBuilder(null);
application.Services.AddZeroTrustCore().AddAuditJournal(args[0], static options => options.SegmentBytes = 1024 * 1024);
using var host = application.Build();
await host.StartAsync();

var audit = host.Services.GetRequiredService<IAuditTrail>();
var run = args[1];
using var output = Console.OpenStandardOutput();
var gate = new Lock();
await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() => WorkAsync(worker))));

// Until it is killed; the number is never reached.
async Task WorkAsync(int worker)
{
    for (var number = 0; number < int.MaxValue; number++)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{run}-{worker}-{number}");
#pragma warning disable S6966 // What is Buffered is recorded without a wait, beside what is Required.
        audit.Record("noise", name, AuditOutcome.Allowed);
#pragma warning restore S6966
        await using var act = await audit.BeginAsync("refund", name);
        Say($"intent {name} {act.Id}");
        await act.CompleteAsync(AuditOutcome.Allowed);
        Say($"outcome {name} {act.Id}");
    }
}

void Say(string line)
{
    lock (gate)
    {
        output.Write(System.Text.Encoding.ASCII.GetBytes(line + "\n"));
        output.Flush();
    }
}
