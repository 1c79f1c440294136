using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Outbound;

/// <summary>Mints once: what is measured is what comes after.</summary>
internal sealed class StandInMinter : IServiceTokenMinter
{
    public ValueTask<ServiceToken> MintAsync(ServiceTokenRequest request, CancellationToken cancellationToken = default) =>
        new(new ServiceToken(ReferenceToken.Mint("ES256"), TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(6)));
}
