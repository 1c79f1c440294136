using System.Net;
using ZeroTrust.Security.Testing;

namespace Check;

/// <summary>What the consumer's service answers, bare and with its one declaration.</summary>
internal static class ServiceCheck
{
    public static async Task RunAsync(Report report, string assembly)
    {
        await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "hello" });
        var alice = issuer.User("alice");

        using (var bare = await ServiceProcess.StartAsync(assembly, issuer.Issuer))
        {
            report.Add("bare MapGet without a token", HttpStatusCode.Unauthorized, await GetAsync(bare));
            report.Add("bare MapGet with a token", HttpStatusCode.Forbidden, await GetAsync(bare, alice.Token("hello:read")));
        }

        using (var declared = await ServiceProcess.StartAsync(assembly, issuer.Issuer, "--declared"))
        {
            report.Add("RequirePermission without a token", HttpStatusCode.Unauthorized, await GetAsync(declared));
            report.Add("RequirePermission with another permission", HttpStatusCode.Forbidden, await GetAsync(declared, alice.Token("hello:write")));
            report.Add("RequirePermission with the right token", HttpStatusCode.OK, await GetAsync(declared, alice.Token("hello:read")));
        }
    }

    private static async Task<HttpStatusCode> GetAsync(ServiceProcess service, FakeTokenBuilder? token = null)
    {
        using var client = new HttpClient();
        if (token is not null)
        {
            client.WithToken(token.Build());
        }

        using var response = await client.GetAsync(service.Address);
        return response.StatusCode;
    }
}
