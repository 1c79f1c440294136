using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>The code of docs/service-to-service.md.</summary>
internal static class ServiceExamples
{
    public static void AddPayments(WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient("payments", http => http.BaseAddress = new("https://payments.internal"))
            .AddServiceToken("payment-service");
    }

    public static void AddLedger(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddServiceClient("ledger", client => client.Audience = "ledger-service");
    }

    public static Func<Task<string?>> TokenOf(IServiceTokenProvider tokens)
    {
        Func<Task<string?>> token = async () => (await tokens.GetTokenAsync(new() { Audience = "ledger-service" })).Reveal();
        return token;
    }

    public static async Task<int> ChargeAsync(HttpClient payments, DelegatedUser user)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/charges").ForUser(user);
        using var response = await payments.SendAsync(request);
        return (int)response.StatusCode;
    }
}
