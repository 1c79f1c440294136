using System.Globalization;

namespace ZeroTrust.Security.AspNetCore.Tests.Gateway;

/// <summary>A minter that counts, and waits or refuses as it is told.</summary>
internal sealed class StubMinter : IServiceTokenMinter
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>What is waited for, as for a first key.</summary>
    public Task? Wait { get; set; }

    public ServiceTokenException? Fault { get; set; }

    public async ValueTask<ServiceToken> MintAsync(ServiceTokenRequest request, CancellationToken cancellationToken = default)
    {
        var number = Interlocked.Increment(ref _calls);
        if (Wait is { } wait)
        {
            await wait.WaitAsync(cancellationToken);
        }

        if (Fault is { } fault)
        {
            throw new ServiceTokenException(fault.Failure, fault.Message);
        }

        // As a minter does: no token outlives that of the user.
        var (ends, userEnds) = (Clock.GetUtcNow() + TimeSpan.FromMinutes(5), request.User!.Token.ExpiresAt);
        return new ServiceToken(string.Create(CultureInfo.InvariantCulture, $"token-{number}"), ends < userEnds ? ends : userEnds);
    }
}
