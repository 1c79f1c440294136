namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>One client of another service, as configured: what its tokens say, where they come from and where they go.</summary>
internal sealed class ServiceClient : IDisposable
{
    private readonly TokenFetch _fetch;
    private readonly TokenShelf _shelf;
    private readonly TokenEntry _own;

    /// <param name="standing">What its tokens say where a call says nothing, in the form of <see cref="RequestForm"/>.</param>
    /// <param name="destinations">Where they go.</param>
    /// <param name="fetch">Where they come from.</param>
    /// <param name="shelf">Where those of other requests are held.</param>
    public ServiceClient(ServiceTokenRequest standing, Destinations destinations, TokenFetch fetch, TokenShelf shelf)
    {
        Standing = standing;
        Destinations = destinations;
        _fetch = fetch;
        _shelf = shelf;
        _own = new TokenEntry(fetch, standing, ended: null);
    }

    public string Name => _fetch.Client;

    public ServiceTokenRequest Standing { get; }

    public Destinations Destinations { get; }

    public OutboundSurroundings Surroundings => _fetch.Surroundings;

    /// <summary>The token for a request. That of the client itself is at hand without a look-up.</summary>
    public ValueTask<ServiceToken> GetAsync(ServiceTokenRequest request, CancellationToken cancellationToken)
    {
        if (IsOwn(request))
        {
            return _own.GetAsync(Standing, cancellationToken);
        }

        try
        {
            var complete = Complete(request);
            return EntryOf(complete).GetAsync(complete, cancellationToken);
        }
        catch (ServiceTokenException fault)
        {
            return ValueTask.FromException<ServiceToken>(fault);
        }
    }

    /// <summary>A token in place of one that was refused.</summary>
    public async ValueTask<ServiceToken> ReplaceAsync(ServiceTokenRequest request, ServiceToken refused, CancellationToken cancellationToken)
    {
        Surroundings.Metrics.Refused(Name);
        if (IsOwn(request))
        {
            return await _own.ReplaceAsync(Standing, refused, cancellationToken).ConfigureAwait(false);
        }

        var complete = Complete(request);
        return await EntryOf(complete).ReplaceAsync(complete, refused, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _own.Dispose();

    private bool IsOwn(ServiceTokenRequest request) => ReferenceEquals(request, Standing) || RequestForm.IsPlain(request);

    private ServiceTokenRequest Complete(ServiceTokenRequest request)
    {
        if (request.User is { } user && user.Token.ExpiresAt <= Surroundings.Time.GetUtcNow())
        {
            throw new ServiceTokenException(ServiceTokenFailure.NotGranted, $"The token of the user for whom client '{Name}' is to call has ended.");
        }

        return RequestForm.Complete(request, Standing);
    }

    private TokenEntry EntryOf(ServiceTokenRequest complete) =>
        _shelf.GetOrAdd(TokenKey.Of(Name, complete), _fetch, complete.User is null ? complete : null);
}
