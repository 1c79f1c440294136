using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.ThrowProbe;
using ZeroTrust.Security.ThrowProbe.Cases;

namespace ZeroTrust.Security.ConformanceTests.Verdicts;

/// <summary>Good and bad tokens with the verdict of each, and the validator as a host makes it.</summary>
public sealed class VerdictTable : IAsyncLifetime
{
    private readonly FakeSigningKey _key = FakeSigningKey.Create("ES256", "key-1");
    private readonly FakeSigningKey _second = FakeSigningKey.Create("RS256", "key-2");
    private IHost? _host;

    internal IReadOnlyList<TokenCase> Bad { get; private set; } = [];

    internal IReadOnlyList<TokenCase> All { get; private set; } = [];

    internal ITokenValidator Validator => _host!.Services.GetRequiredService<ITokenValidator>();

    public async Task InitializeAsync()
    {
        _host = await StartAsync(new ManualTimeProvider(ProbeHost.Now));
        var forge = new TokenForge(_key, ProbeHost.Now);
        Bad = TokenCases.Bad(forge);
        All = [.. TokenCases.Good(forge), .. Bad];
    }

    public async Task DisposeAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
        _key.Dispose();
        _second.Dispose();
    }

    /// <summary>Another host that trusts the same keys.</summary>
    internal Task<IHost> StartAsync(TimeProvider clock) => ProbeHost.StartAsync(clock, _key, _second);
}
