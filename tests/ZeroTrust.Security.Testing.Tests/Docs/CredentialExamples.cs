using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>What the page on secrets shows of HTTP clients.</summary>
internal static class CredentialExamples
{
    internal static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient("vendor", http => http.BaseAddress = new("https://api.vendor.example"))
            .AddSecretCredential("secret://files/vendor-token");
        builder.Services.AddHttpClient("ledger", http => http.BaseAddress = new("https://ledger.example"))
            .AddSecretCredential("secret://files/ledger", credential => credential.Kind = SecretCredentialKind.Basic);
    }
}
