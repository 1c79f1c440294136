using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Audit;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Auditing;

/// <summary>A service as a user writes it, on a real server, with its journal on a real disk.</summary>
public sealed class JournalSiteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zt-site-").FullName;

    private string Journal => Path.Combine(_folder, "audit");

    [Fact]
    public async Task Handler_OfARequiredEndpoint_FindsItsDecisionInTheFile()
    {
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });
        var found = new List<string>();
        await using (var app = Build(issuer))
        {
            app.MapPost("/refunds/{id}", () => found.AddRange(Types())).RequirePermission("refunds:write").AuditAs(AuditClass.Required);
            app.MapGet("/prices", static () => "ran").AllowAnonymousBecause("a test");
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new(app.Urls.First()) }.WithToken(issuer.Token().ForUser("alice").WithPermissions("refunds:write").Build());

            using var done = await client.PostAsync(new Uri("/refunds/7", UriKind.Relative), null);
            using var prices = await client.GetAsync(new Uri("/prices", UriKind.Relative));

            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (done.StatusCode, prices.StatusCode));
            await app.StopAsync();
        }

        Assert.Equal(["audit.start", "access"], found);
        Assert.Equal(JournalVerdict.Intact, JournalVerifier.Verify(Journal).Verdict);
        var access = Records().Where(static record => record.GetProperty("type").GetString() == "access").ToList();
        Assert.Equal(["required", "buffered"], access.Select(static record => record.GetProperty("class").GetString()!));
        Assert.Equal(("alice", "/refunds/{id}", "POST", "allowed", "127.0.0.1"), (Text(access[0], "user"), Text(access[0], "resource"), Text(access[0], "action"), Text(access[0], "outcome"), Text(access[0], "client_ip")));
        Assert.StartsWith(Text(access[0], "connection_id"), Text(access[0], "request_id"), StringComparison.Ordinal);
        Assert.Equal(Text(access[0], "connection_id"), Text(access[1], "connection_id"));
        Assert.False(access[1].TryGetProperty("request_id", out _), "An allowed decision nobody waits for makes no identifier.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Text(JsonElement record, string name) => record.GetProperty(name).GetString()!;

    private WebApplication Build(FakeTokenIssuer issuer)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddZeroTrust(static _ => { }).AddAuditJournal(Journal);
        builder.Services.TrustFakeIssuer(issuer, audience: "orders");
        var app = builder.Build();
        app.UseZeroTrust();
        return app;
    }

    private IEnumerable<string> Types() => Records().Select(static record => Text(record, "type")).Where(static type => !type.StartsWith("journal.", StringComparison.Ordinal));

    private List<JsonElement> Records()
    {
        var records = new List<JsonElement>();
        foreach (var file in Directory.GetFiles(Journal, "*.jsonl").Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
            {
                if (line.StartsWith('{'))
                {
                    using var document = JsonDocument.Parse(line);
                    records.Add(document.RootElement.Clone());
                }
            }
        }

        return records;
    }
}
