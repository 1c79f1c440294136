using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Puts the credential's handler into the pipeline of an HTTP client as <see cref="TokenPipeline"/> puts the token's.</summary>
internal sealed class CredentialPipeline(string client, SecretCredential credential, AllowedHost[] hosts) : IPostConfigureOptions<HttpClientFactoryOptions>
{
    public void PostConfigure(string? name, HttpClientFactoryOptions options)
    {
        if (!string.Equals(name, client, StringComparison.Ordinal))
        {
            return;
        }

        options.HttpMessageHandlerBuilderActions.Add(Build);
        var isHidden = options.ShouldRedactHeaderValue;
        options.ShouldRedactHeaderValue = header => string.Equals(header, credential.HeaderName, StringComparison.OrdinalIgnoreCase) || isHidden(header);
    }

    private void Build(HttpMessageHandlerBuilder builder)
    {
        TokenPipeline.FollowNoRedirects(builder.PrimaryHandler);
        var services = builder.Services;
        var secrets = services.GetService<ISecrets>() ?? throw new InvalidOperationException("There are no secrets: call AddSecrets, and name the store of the credential there.");
        builder.AdditionalHandlers.Add(new SecretCredentialHandler(
            client,
            credential,
            secrets.GetHandle(credential.Reference),
            new(HostsOf(services), services.GetService<IHostEnvironment>()?.IsDevelopment() ?? false),
            (services.GetService<ILoggerFactory>() ?? Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance).CreateLogger("ZeroTrust.Security.Tokens.Outbound")));
    }

    private AllowedHost[] HostsOf(IServiceProvider services)
    {
        if (hosts.Length > 0)
        {
            return hosts;
        }

        var addresses = new HttpClientAddresses([], services.GetService<IOptionsMonitor<HttpClientFactoryOptions>>());
        return addresses.Find(client) is { } address
            ? [AllowedHost.Of(address)]
            : throw new InvalidOperationException($"The HTTP client '{client}' has no BaseAddress that its set-up gives; name the hosts that its credential may go to.");
    }
}
