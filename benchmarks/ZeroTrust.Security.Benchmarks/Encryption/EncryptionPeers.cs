using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.Benchmarks.Encryption;

/// <summary>A service that opens messages, with its ring in memory, and one that seals for it, with its published keys.</summary>
internal static class EncryptionPeers
{
    public static IPayloadProtector Receiver(string algorithm, out string keySet)
    {
        var host = Start(services => services.AddServiceTokens(tokens =>
        {
            tokens.Service = "payments";
            tokens.Issuer = "https://payments.internal";
            tokens.EncryptionAlgorithm = algorithm;
        }).AddPayloadEncryption(static encryption => encryption.Service = "payments"));
        keySet = Encoding.UTF8.GetString(host.Services.GetRequiredService<IServiceKeyPublication>().Current!.KeySet.Content.Span);
        return host.Services.GetRequiredService<IPayloadProtector>();
    }

    public static IPayloadProtector Sender(string keySet) =>
        Start(services => services.AddPayloadEncryption(encryption => encryption.EncryptFor("payments", to => to.Jwks = keySet))).Services.GetRequiredService<IPayloadProtector>();

    // For as long as the process runs.
    private static IHost Start(Action<IZeroTrustBuilder> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        add(builder.Services.AddZeroTrustCore());
        var host = builder.Build();
        host.Start();
        return host;
    }
}
