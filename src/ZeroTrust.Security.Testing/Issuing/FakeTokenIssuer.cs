using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.Testing;

/// <summary>
/// A token issuer for tests: a real HTTP server on a free port of 127.0.0.1 with discovery, key set and token endpoint, real keys
/// made at start, and faults on demand. It refuses to start in the Production environment. Threads may share it.
/// </summary>
/// <example>
/// <code>
/// await using var issuer = await FakeTokenIssuer.StartAsync(new() { Audience = "orders" });
/// var token = issuer.Token().ForUser("alice").WithPermissions("orders:read").Build();
/// </code>
/// </example>
public sealed class FakeTokenIssuer : IAsyncDisposable
{
    private readonly KeyShelf _keys;
    private readonly string _algorithm;
    private readonly Dictionary<IssuerEndpoint, IssuerDoor> _doors;
    private readonly Dictionary<string, FakeClient> _clients;
    private IssuerServer? _server;

    private FakeTokenIssuer(FakeTokenIssuerOptions options)
    {
        _algorithm = options.Algorithms.FirstOrDefault() ?? "ES256";
        _keys = new(options.Algorithms.DefaultIfEmpty(_algorithm));
        _clients = options.Clients.ToDictionary(static client => client.Id, StringComparer.Ordinal);
        _doors = new()
        {
            [IssuerEndpoint.Discovery] = new(context => WriteJsonAsync(context, DiscoveryDocument.ToJson(Issuer))),
            [IssuerEndpoint.Keys] = new(context => WriteJsonAsync(context, _keys.ToJson())),
            [IssuerEndpoint.Token] = new(new TokenEndpoint(this).AnswerAsync),
        };
        Audience = options.Audience;
        TokenLifetime = options.TokenLifetime;
        Clock = options.Clock;
    }

    /// <summary>The <c>iss</c> of its tokens, which is also its address, without a trailing slash.</summary>
    /// <value>Such as <c>http://127.0.0.1:43210</c>.</value>
    public string Issuer { get; private set; } = "";

    /// <summary>The address of its key set.</summary>
    /// <value>An absolute URL.</value>
    public string JwksUri => Issuer + DiscoveryDocument.KeysPath;

    /// <summary>The address of its token endpoint.</summary>
    /// <value>An absolute URL.</value>
    public string TokenEndpoint => Issuer + DiscoveryDocument.TokenPath;

    /// <summary>The audience of its tokens unless a token says otherwise.</summary>
    /// <value>As <see cref="FakeTokenIssuerOptions.Audience"/>.</value>
    public string Audience { get; }

    /// <summary>How long its tokens are valid unless a token says otherwise.</summary>
    /// <value>As <see cref="FakeTokenIssuerOptions.TokenLifetime"/>.</value>
    public TimeSpan TokenLifetime { get; }

    /// <summary>The published keys, oldest first.</summary>
    /// <value>A copy that later changes do not touch.</value>
    public IReadOnlyList<FakeSigningKey> Keys => _keys.Published;

    /// <summary>The key that signs by default.</summary>
    /// <value>The newest of the first algorithm.</value>
    public FakeSigningKey CurrentKey => _keys.Newest(_algorithm);

    internal TimeProvider Clock { get; }

    /// <summary>Makes the keys and starts the server.</summary>
    /// <param name="options">What to start with; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The running issuer; dispose it to stop it.</returns>
    /// <exception cref="InvalidOperationException">The environment says Production.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An algorithm has an unknown name.</exception>
    public static async Task<FakeTokenIssuer> StartAsync(
        FakeTokenIssuerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        ProductionGuard.ThrowIfProduction(options.Environment, Environment.GetEnvironmentVariable);

        var issuer = new FakeTokenIssuer(options);
        issuer._server = await IssuerServer.StartAsync(issuer.AnswerAsync, cancellationToken).ConfigureAwait(false);
        issuer.Issuer = issuer._server.Address.GetLeftPart(UriPartial.Authority);
        return issuer;
    }

    /// <summary>Begins a token: good as it is, or changed step by step.</summary>
    /// <returns>A new builder with the issuer's defaults.</returns>
    public FakeTokenBuilder Token() => new(this);

    /// <summary>A user of this issuer, for <see cref="HttpClientExtensions.As"/>.</summary>
    /// <param name="subject">The user's <c>sub</c>.</param>
    /// <returns>The user, without roles.</returns>
    public FakeCaller User(string subject) => new(this, token => token.ForUser(subject));

    /// <summary>A service that this issuer speaks for, for <see cref="HttpClientExtensions.As"/>.</summary>
    /// <param name="name">The service's <c>client_id</c> and <c>sub</c>.</param>
    /// <returns>The service, without roles.</returns>
    public FakeCaller Service(string name) => new(this, token => token.ForService(name));

    /// <summary>The newest published key of an algorithm.</summary>
    /// <param name="algorithm">Such as <c>RS256</c>.</param>
    /// <returns>The key.</returns>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public FakeSigningKey KeyFor(string algorithm) => _keys.Newest(algorithm);

    /// <summary>Publishes a new key that signs from now on. The old one stays published until it is removed.</summary>
    /// <param name="algorithm">The new key's algorithm; null for the issuer's first.</param>
    /// <returns>The new key.</returns>
    public FakeSigningKey Rotate(string? algorithm = null)
    {
        var key = FakeSigningKey.Create(algorithm ?? _algorithm);
        _keys.Add(key);
        return key;
    }

    /// <summary>Takes a key out of the published set. Tokens it signed should be refused from then on.</summary>
    /// <param name="keyId">The key's <c>kid</c>.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string keyId) => _keys.Remove(keyId);

    /// <summary>The key set as served.</summary>
    /// <returns>JSON text (RFC 7517 §5).</returns>
    public string KeySetJson() => _keys.ToJson();

    /// <summary>Makes an endpoint answer falsely until <see cref="Repair"/>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="fault">What it answers.</param>
    public void Break(IssuerEndpoint endpoint, IssuerFault fault) => _doors[endpoint].Break(fault);

    /// <summary>Lets an endpoint answer as it should again.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public void Repair(IssuerEndpoint endpoint) => _doors[endpoint].Break(null);

    /// <summary>Holds the requests of an endpoint until the gate is disposed.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <returns>The gate; at the latest the issuer's own end opens it.</returns>
    public IssuerGate Hold(IssuerEndpoint endpoint) => _doors[endpoint].Hold();

    /// <summary>How many requests reached an endpoint, those held or answered falsely included.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <returns>The count since the start.</returns>
    public int RequestCount(IssuerEndpoint endpoint) => _doors[endpoint].Requests;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var door in _doors.Values)
        {
            door.Dispose();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync().ConfigureAwait(false);
        }

        _keys.Dispose();
    }

    internal FakeClient? FindClient(string id) => _clients.GetValueOrDefault(id);

    private static Task WriteJsonAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }

    private Task AnswerAsync(HttpContext context)
    {
        IssuerEndpoint? endpoint = context.Request.Path.Value switch
        {
            DiscoveryDocument.OpenIdPath or DiscoveryDocument.OAuthPath => IssuerEndpoint.Discovery,
            DiscoveryDocument.KeysPath => IssuerEndpoint.Keys,
            DiscoveryDocument.TokenPath => IssuerEndpoint.Token,
            _ => null,
        };

        if (endpoint is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return _doors[endpoint.Value].AnswerAsync(context);
    }
}
