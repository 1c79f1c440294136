using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Outbound;

namespace ZeroTrust.Security;

/// <summary>Lets an HTTP client prove itself with a secret that rotates.</summary>
public static class ZeroTrustSecretCredentialExtensions
{
    /// <summary>
    /// Sends each request of an HTTP client with a credential that is in force at that moment. It goes only to the client's <see cref="SecretCredentialOptions.Hosts"/>, over https; a request to another host, or with that header of its own, fails
    /// with a <see cref="ServiceTokenException"/> before anything is sent. The client follows no redirects. An answer of 401 has the store asked for another credential, which is tried once where the request can be sent again. The service does
    /// not start without it. It needs <c>AddSecrets</c>.
    /// </summary>
    /// <param name="builder">The HTTP client.</param>
    /// <param name="reference">Where the credential is kept, such as <c>secret://vault/vendor#token</c>.</param>
    /// <param name="configure">Changes what is not to stay at its default.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The builder is for all HTTP clients, <see cref="SecretCredentialOptions.Hosts"/> has what is no host, the header is none, or a field is named where the credential has two.</exception>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="FormatException"><paramref name="reference"/> is no reference.</exception>
    public static IHttpClientBuilder AddSecretCredential(this IHttpClientBuilder builder, string reference, Action<SecretCredentialOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(reference);
        if (string.IsNullOrEmpty(builder.Name))
        {
            throw new ArgumentException("A credential is for the HTTP client of one service: call AddSecretCredential on a client that has a name.", nameof(builder));
        }

        var options = new SecretCredentialOptions();
        configure?.Invoke(options);
        var credential = new SecretCredential(SecretRef.Parse(reference), options);
        Check(credential, options);
        builder.Services.AddSingleton(new RequiredSecret(credential.Reference, $"the HTTP client {builder.Name}") { Fields = credential.Fields });
        builder.Services.AddSingleton<IPostConfigureOptions<HttpClientFactoryOptions>>(new CredentialPipeline(builder.Name, credential, [.. options.Hosts.Select(HostOf)]));
        return builder;
    }

    private static void Check(SecretCredential credential, SecretCredentialOptions options)
    {
        if (!Enum.IsDefined(options.Kind))
        {
            throw new ArgumentException($"{nameof(options.Kind)} is none of {string.Join(", ", Enum.GetNames<SecretCredentialKind>())}.", nameof(options));
        }

        if (options.Kind == SecretCredentialKind.Header && !IsFieldName(options.HeaderName))
        {
            throw new ArgumentException($"{nameof(options.HeaderName)} is no field name of HTTP (RFC 9110 §5.1), or one that the client itself writes.", nameof(options));
        }

        if (options.Kind == SecretCredentialKind.Basic && credential.Reference.Field is not null)
        {
            throw new ArgumentException("Basic takes two fields of one secret: leave the field out of the reference.", nameof(options));
        }
    }

    private static bool IsFieldName(string? name)
    {
        using var request = new HttpRequestMessage();
        return !string.IsNullOrEmpty(name) && request.Headers.TryAddWithoutValidation(name, "x") && !string.Equals(name, "Host", StringComparison.OrdinalIgnoreCase);
    }

    private static AllowedHost HostOf(string host) =>
        AllowedHost.TryParse(host, out var allowed) ? allowed : throw new ArgumentException($"{nameof(SecretCredentialOptions.Hosts)} has what is no host; use host or host:port.", nameof(host));
}
