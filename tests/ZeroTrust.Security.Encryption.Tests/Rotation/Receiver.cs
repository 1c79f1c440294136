using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.Encryption.Tests.Rotation;

/// <summary>The service <c>payments</c> as it would run: its ring, which turns as the clock goes, and its protector.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    // How often the ring is read: once in each step, for the first of two readings would be taken for what was due.
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    private readonly IHost _host;

    private Receiver(IHost host, PacedClock clock) => (_host, Clock) = (host, clock);

    public PacedClock Clock { get; }

    public IPayloadProtector Protector => _host.Services.GetRequiredService<IPayloadProtector>();

    public IKeyRing Ring => _host.Services.GetRequiredService<IKeyRing>();

    /// <summary>The key that is published to be encrypted to.</summary>
    public EncryptionKey Published
    {
        get
        {
            var set = JsonDocument.Parse(_host.Services.GetRequiredService<IServiceKeyPublication>().Current!.KeySet.Content);
            var jwk = set.RootElement.GetProperty("keys").EnumerateArray().Single(static key => key.GetProperty("use").GetString() == "enc");
            byte[] Member(string name) => Base64Url.DecodeFromChars(jwk.GetProperty(name).GetString());
            using var key = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Member("x"), Y = Member("y") } });
            return new(jwk.GetProperty("kid").GetString()!, jwk.GetProperty("alg").GetString()!, key.ExportSubjectPublicKeyInfo());
        }
    }

    public static async Task<Receiver> StartAsync(TimeSpan keyLifetime, TimeSpan messageLifetime)
    {
        var clock = new PacedClock();
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = Environments.Development });
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddZeroTrustCore()
            .AddServiceTokens(tokens =>
            {
                tokens.Service = "payments";
                tokens.Issuer = "https://payments.internal";
                tokens.PollInterval = Step;
                tokens.KeyLifetime = TimeSpan.FromDays(300);
                tokens.EncryptionAlgorithm = "ECDH-ES+A256KW";
                tokens.EncryptionKeyLifetime = keyLifetime;
                tokens.MessageLifetime = messageLifetime;
            })
            .AddPayloadEncryption(static encryption => encryption.Service = "payments");
        var receiver = new Receiver(builder.Build(), clock);
        await receiver._host.StartAsync();
        await clock.TimerSetAsync();
        return receiver;
    }

    /// <summary>Moves the clock a step, and the ring reads its store.</summary>
    public Task StepAsync() => Clock.StepAsync(Step);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Clock.Dispose();
    }
}
