using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests;

/// <summary>Service tokens of ours, verified by the npm package <c>jose</c> with the keys that the service publishes.</summary>
public sealed class JoseKeyTests
{
    [NodeFact("jose")]
    public async Task ServiceTokens_OfEveryAlgorithm_AreVerifiedByThePublishedKeys()
    {
        foreach (var algorithm in (string[])["ES256", "ES384", "PS256", "RS256"])
        {
            await using var service = await StartAsync(algorithm);
            var minter = service.Services.GetRequiredService<IServiceTokenMinter>();
            var token = (await minter.MintAsync(new() { Audience = "payments" })).Reveal();
            var issuer = service.Urls.First();

            await using var node = NodeProcess.Start("verify.mjs", issuer, "payments", token, Change(token), (await minter.MintAsync(new() { Audience = "stock" })).Reveal());
            var answer = await node.ReadAsync();

            var results = answer.GetProperty("results");
            Assert.True(results[0].GetProperty("verified").GetBoolean(), $"{algorithm}: {results[0]}");
            Assert.Equal((algorithm, "orders"), (results[0].GetProperty("alg").GetString(), results[0].GetProperty("payload").GetProperty("sub").GetString()));
            Assert.Equal("ERR_JWS_SIGNATURE_VERIFICATION_FAILED", results[1].GetProperty("code").GetString());
            Assert.Equal("ERR_JWT_CLAIM_VALIDATION_FAILED", results[2].GetProperty("code").GetString());
            Assert.Equal(issuer, answer.GetProperty("issuer").GetString());
            Assert.DoesNotContain("d", answer.GetProperty("members").EnumerateArray().Select(static member => member.GetString()));
        }
    }

    private static string Change(string token) => $"{token[..^10]}{(token[^10] == 'A' ? 'B' : 'A')}{token[^9..]}";

    private static async Task<WebApplication> StartAsync(string algorithm)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        // The issuer's name holds the port, so it is chosen before the service starts.
        var address = $"http://127.0.0.1:{LoopbackPort.Take()}";
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        builder.Services.AddZeroTrust(options =>
            {
                options.Service = "orders";
                options.TrustIssuer("corporate", "https://id.example.com", "orders");
            })
            .AddServiceTokens(tokens => (tokens.Issuer, tokens.Algorithm) = (address, algorithm));
        var app = builder.Build();
        app.UseZeroTrust();
        app.MapServiceKeys();
        await app.StartAsync();
        return app;
    }
}
