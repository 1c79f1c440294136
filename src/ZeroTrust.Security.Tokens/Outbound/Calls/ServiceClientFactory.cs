using Microsoft.Extensions.Hosting;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Options;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Makes a client of its settings, which were checked before.</summary>
internal sealed class ServiceClientFactory(
    AddressGuard addresses, IHostResolver resolver, SettingFiles files, SigningServices signing, HttpClientAddresses http, TokenShelf shelf,
    OutboundSurroundings surroundings, IHostEnvironment? environment) : IDisposable
{
    private readonly List<IDisposable> _endpoints = [];

    public ServiceClient Create(string name, ServiceClientOptions options)
    {
        var standing = new ServiceTokenRequest
        {
            Audience = options.Audience!,
            Permissions = RequestForm.Ordered(options.Permissions),
            Scopes = RequestForm.Ordered(options.Scopes),
            Tenant = options.Tenant,
            Lifetime = options.Lifetime,
        };
        return new(standing, DestinationsOf(name, options), new(name, SourceOf(name, options), surroundings), shelf);
    }

    public void Dispose() => _endpoints.ForEach(static endpoint => endpoint.Dispose());

    private Destinations DestinationsOf(string name, ServiceClientOptions options)
    {
        var hosts = options.Hosts.Select(static host => AllowedHost.TryParse(host, out var allowed) ? allowed : null).OfType<AllowedHost>().ToArray();
        if (options.Hosts.Count == 0 && http.Has(name) && http.Find(name) is { } address)
        {
            hosts = [AllowedHost.Of(address)];
        }

        return new(hosts, allowLoopbackHttp: environment?.IsDevelopment() ?? false);
    }

    private ITokenSource SourceOf(string name, ServiceClientOptions options) => options.Source switch
    {
        ServiceTokenSource.Minted => new MintedTokens(name, signing),
        ServiceTokenSource.ClientCredentials => new ClientCredentialsTokens(GrantOf(name, options)),
        ServiceTokenSource.TokenExchange => new ExchangedTokens(GrantOf(name, options), ActorOf(name, options)),
        _ => new FileTokens(name, files.Resolve(options.TokenFile!)),
    };

    private IActorTokens? ActorOf(string name, ServiceClientOptions options) => options switch
    {
        { ActorAudience: { } audience } => new MintedActor(audience, signing),
        { ActorTokenFile: { } file } => new FileActor(new(name, files.Resolve(file))),
        _ => null,
    };

    private ServerGrant GrantOf(string name, ServiceClientOptions options)
    {
        var certificates = options.CertificateAuthoritiesFile is { } file ? files.Resolve(file) : null;
        var endpoint = new HttpTokenEndpoint(new(options.TokenEndpoint!), certificates, addresses, resolver, surroundings.Time);
        _endpoints.Add(endpoint);
        return new(name, options.Resource, ProofOf(options), endpoint);
    }

    private IClientProof ProofOf(ServiceClientOptions options) => options.Authentication == ClientAuthentication.PrivateKeyJwt
        ? new SignedProof(options.ClientId!, options.AssertionAudience ?? options.TokenEndpoint!, signing, surroundings.Time)
        : new SecretProof(
            options.ClientId!,
            SecretOf(options),
            inForm: options.Authentication == ClientAuthentication.Post);

    private ClientSecret SecretOf(ServiceClientOptions options) => options.SecretReference is { } reference
        ? ClientSecret.Of(signing.HandleOf(reference))
        : new(options.SecretFile is { } file ? files.Resolve(file) : null, options.Secret);
}
