using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>The code of the packages' own pages.</summary>
internal static class PackageExamples
{
    internal static async Task<string> ValidateAsync(string[] args, string token)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddZeroTrustCore().AddTokenValidation(builder.Configuration.GetSection("ZeroTrust"));
        using var host = builder.Build();
        await host.StartAsync();

        var verdict = await host.Services.GetRequiredService<ITokenValidator>().ValidateAsync(token.AsMemory());
        var who = verdict.Accepted ? verdict.Token.Caller.ToString() : $"refused: {verdict.Failure}";
        return who;
    }
}
