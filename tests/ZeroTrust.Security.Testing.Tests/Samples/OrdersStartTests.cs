using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Testing.Tests.Samples;

public sealed partial class OrdersStartTests
{
    [Fact]
    public async Task Start_NoIssuerConfigured_PrintsThreeCallsThatWork()
    {
        using var orders = SampleProcess.Start("Orders", "Development");
        try
        {
            var calls = await ReadCallsAsync(orders, count: 3);
            Assert.Equal(["GET", "POST", "PUT"], calls.Select(static call => call.Method.Method));

            using var client = new HttpClient();
            foreach (var call in calls)
            {
                using var response = await client.SendAsync(call);
                Assert.True(response.StatusCode == HttpStatusCode.OK, $"{call.Method} {call.RequestUri}: {response.StatusCode}");
            }
        }
        finally
        {
            orders.Kill();
        }
    }

    [Fact]
    public async Task Start_NoIssuerConfiguredInProduction_IsRefused()
    {
        using var orders = SampleProcess.Start("Orders", "Production");
        var printed = await SampleProcess.ReadToEndAsync(orders);

        Assert.NotEqual(0, orders.ExitCode);
        Assert.Contains("ZeroTrust:Issuers", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AnIssuerConfigured_TrustsThatOneAndStartsNone()
    {
        await using var issuer = await FakeTokenIssuer.StartAsync();
        await using var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("ZeroTrust:Issuers:corporate:Authority", issuer.Issuer)
            .UseSetting("ZeroTrust:Issuers:corporate:Audiences", issuer.Audience));

        using var client = factory.CreateClient().As(issuer.User("alice").WithRoles("customer"));
        using var response = await client.GetAsync(new Uri("/customers/alice/orders", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["corporate"], factory.Services.GetRequiredService<ITrustModel>().Current.Issuers.Select(static trusted => trusted.Name));
    }

    private static async Task<List<HttpRequestMessage>> ReadCallsAsync(Process orders, int count)
    {
        var calls = new List<HttpRequestMessage>();
        while (calls.Count < count && await orders.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Call().Match(line) is { Success: true } match)
            {
                calls.Add(ToRequest(match));
            }
        }

        return calls;
    }

    private static HttpRequestMessage ToRequest(Match call)
    {
        var method = call.Groups["method"] is { Success: true } given ? given.Value : "GET";
        var request = new HttpRequestMessage(new HttpMethod(method), call.Groups["url"].Value);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", call.Groups["token"].Value);
        if (call.Groups["body"] is { Success: true } body)
        {
            request.Content = new StringContent(body.Value, Encoding.UTF8, "application/json");
        }

        return request;
    }

    [GeneratedRegex("""^curl -i (-X (?<method>\w+) )?-H "Authorization: Bearer (?<token>\S+)" (-H "Content-Type: application/json" -d '(?<body>.*)' )?(?<url>http://127\.0\.0\.1:\d+/\S+)$""")]
    private static partial Regex Call();
}
