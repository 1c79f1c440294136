using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>The base addresses of the HTTP clients that carry tokens, as their own set-up gives them.</summary>
internal sealed class HttpClientAddresses(IEnumerable<TokenHttpClient> clients, IOptionsMonitor<HttpClientFactoryOptions>? factory)
{
    private readonly HashSet<string> _names = [.. clients.Select(static client => client.Name)];

    public bool Has(string name) => _names.Contains(name);

    /// <summary>The base address; null when the set-up gives none, as where a typed client sets it in its constructor.</summary>
    public Uri? Find(string name)
    {
        if (factory is null)
        {
            return null;
        }

        // A client that is set up like the real one and never sends.
        using var like = new HttpClient(new SocketsHttpHandler());
        foreach (var configure in factory.Get(name).HttpClientActions)
        {
            configure(like);
        }

        return like.BaseAddress;
    }
}
