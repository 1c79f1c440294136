using System.Net.Http.Headers;

namespace ZeroTrust.Security.Testing;

/// <summary>Lets a test's client, such as one of <c>WebApplicationFactory</c>, call as somebody, with validation on.</summary>
public static class HttpClientExtensions
{
    /// <summary>Sends each further request with a fresh token of the caller: signed, and checked as any other.</summary>
    /// <param name="client">The client; its earlier caller is forgotten.</param>
    /// <param name="caller">Who calls, such as <c>issuer.User("alice")</c>.</param>
    /// <param name="permissions">What the token grants; none leaves the claim out.</param>
    /// <returns>The same client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> or <paramref name="caller"/> is null.</exception>
    public static HttpClient As(this HttpClient client, FakeCaller caller, params string[] permissions)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return client.WithToken(caller.Token(permissions).Build());
    }

    /// <summary>Sends each further request with this token, good or not.</summary>
    /// <param name="client">The client.</param>
    /// <param name="token">The token's text.</param>
    /// <returns>The same client.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    public static HttpClient WithToken(this HttpClient client, string token)
    {
        ArgumentNullException.ThrowIfNull(client);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
