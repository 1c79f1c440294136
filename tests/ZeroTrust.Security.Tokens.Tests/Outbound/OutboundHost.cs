using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Tests.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

/// <summary>A worker as an application writes it, with a minter that the test looks into.</summary>
internal static class OutboundHost
{
    public static IHost Build(Action<IServiceCollection> add, Dictionary<string, string?>? settings = null, string environment = "Development", bool mints = true, TestLog? log = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection((settings ?? []).ToDictionary(static pair => "ZeroTrust:ServiceClients:" + pair.Key, static pair => pair.Value));
        if (log is not null)
        {
            builder.Services.AddSingleton<ILoggerFactory>(log);
        }

        if (mints)
        {
            builder.Services.AddSingleton<FakeMinter>().AddSingleton<IServiceTokenMinter>(static services => services.GetRequiredService<FakeMinter>());
            builder.Services.AddSingleton<IJwsSigner>(static services => services.GetRequiredService<FakeMinter>());
        }

        builder.Services.AddZeroTrustCore().AddServiceClients(builder.Configuration.GetSection("ZeroTrust"));
        add(builder.Services);
        return builder.Build();
    }

    public static HttpClient Client(this IHost host, string name = "payments") => host.Services.GetRequiredService<IHttpClientFactory>().CreateClient(name);

    public static FakeMinter Minter(this IHost host) => host.Services.GetRequiredService<FakeMinter>();
}
