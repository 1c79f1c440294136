using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class SinkSecretThreatTests
{
    private const string Canary = "c4n4ry-0123456789abcdef0123456789";

    [Fact]
    public async Task J14_CredentialsOfSinks_AreInNoLogWhateverTheTargetAnswers()
    {
        using var scratch = new ScratchDirectory();
        await using var server = await TargetServer.StartAsync();
        server.Answer = static async (http, request) =>
        {
            // A target that says everything it was sent.
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            http.Response.Headers["X-Echo"] = request.Headers["Authorization"];
            await http.Response.WriteAsync(request.Headers["Authorization"]);
        };
        using var log = new KeptLog();
        var application = Host.CreateEmptyApplicationBuilder(null);
        application.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        application.Services.AddZeroTrustCore()
            .AddAuditJournal(Path.Combine(scratch.Path, "audit"))
            .AddAuditWebhook(options => (options.Address, options.Authorization, options.SigningKey) = (server.Address, Secret.FromText($"Bearer {Canary}"), Secret.FromText(Canary)))
            .AddAuditElasticsearch(options => (options.Name, options.Address, options.ApiKey) = ("by-key", server.Address, Secret.FromText(Canary)))
            .AddAuditElasticsearch(options => (options.Address, options.User, options.Password) = (server.Address, "shipper", Secret.FromText(Canary)));
        using (var host = application.Build())
        {
            await host.StartAsync();
            await host.Services.GetRequiredService<IAuditTrail>().RecordAsync(new() { Type = "view", Outcome = AuditOutcome.Allowed });
            await host.StopAsync();
        }

        Assert.Equal(3, server.Requests.Select(static request => request.Headers["Authorization"]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, log.Messages.Count(static message => message.Contains("does not take records (Refused: status 500)", StringComparison.Ordinal)));
        var encoded = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"shipper:{Canary}"));
        Assert.All(log.Messages, message => Assert.False(message.Contains(Canary, StringComparison.Ordinal) || message.Contains(encoded, StringComparison.Ordinal), message));
    }
}
