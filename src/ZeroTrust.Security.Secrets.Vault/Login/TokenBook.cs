namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>The token in use, and those before it that live still: leases that were made with one end with it. Threads share it.</summary>
internal sealed class TokenBook(TokenRequests requests, TokenReport report)
{
    private readonly Lock _gate = new();
    private readonly List<VaultToken> _earlier = [];
    private VaultToken? _current;
    private VaultToken? _over;

    /// <summary>The token in use.</summary>
    public VaultToken? Current => Volatile.Read(ref _current);

    /// <summary>Puts another one in use.</summary>
    public void Take(VaultToken token, TimeSpan now)
    {
        lock (_gate)
        {
            foreach (var over in _earlier.Where(earlier => earlier.Life.EndsAfter <= now))
            {
                over.Dispose();
            }

            _earlier.RemoveAll(earlier => earlier.Life.EndsAfter <= now);
            if (_current is { } before)
            {
                _earlier.Add(before);
            }

            Volatile.Write(ref _current, token);
        }
    }

    /// <summary>Lets go of the token in use, which Vault takes no more. Requests that are about to be sent may have it in hand: it is zeroed with the next one.</summary>
    public void Forget(VaultToken token)
    {
        lock (_gate)
        {
            Volatile.Write(ref _current, null);
            _over?.Dispose();
            _over = token;
        }
    }

    /// <summary>Revokes those that were made for this service alone, with all that was made with them, and zeroes all.</summary>
    public async ValueTask RevokeAllAsync(TimeSpan now)
    {
        VaultToken[] all;
        lock (_gate)
        {
            all = [.. _earlier, .. _current is { } current ? [current] : Array.Empty<VaultToken>()];
            _earlier.Clear();
            _over?.Dispose();
            Volatile.Write(ref _current, null);
        }

        foreach (var token in all)
        {
            if (token.IsOwn && !(token.Life.EndsAfter <= now))
            {
                report.Revoked(await requests.RevokeAsync(token).ConfigureAwait(false));
            }

            token.Dispose();
        }
    }
}
