using Microsoft.AspNetCore.Builder;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>The code about API keys in docs/service-to-service.md.</summary>
internal static class ApiKeyExamples
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddApiKeys();
    }

    public static async Task MakeAsync(IApiKeyService keys, Stream output)
    {
        var created = await keys.CreateAsync(new("partner-shop") { Permissions = ["orders:read"], Lifetime = TimeSpan.FromDays(30) });
        using var text = created.Text;
        text.Reveal(output, static (ascii, output) => WriteOnce(output, ascii));
    }

    private static bool WriteOnce(Stream output, ReadOnlySpan<byte> ascii)
    {
        output.Write(ascii);
        return true;
    }
}
