using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ZeroTrust.Security.Tokens.ApiKeys;

namespace ZeroTrust.Security;

/// <summary>Adds API keys without HTTP. A web service calls <c>AddApiKeys</c>, which calls this and reads them from requests.</summary>
public static class ZeroTrustApiKeyBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="IApiKeyService"/> and <see cref="IApiKeyVerifier"/>, with the group <c>ApiKeys</c> of the section that
    /// <c>AddZeroTrust</c> was given and with settings from code on top of it. Calling it twice adds up.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets it up after the configuration; null for nothing.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddApiKeyManagement(this IZeroTrustBuilder builder, Action<ApiKeyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ApiKeyServices.Add(builder.Services);
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        return builder;
    }

    /// <summary>The same for a worker, which has no <c>AddZeroTrust</c>: with the group <c>ApiKeys</c> of a section.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="section">The section, as a rule <c>ZeroTrust</c>. Where token validation reads it too, it is read once.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IZeroTrustBuilder AddApiKeyManagement(this IZeroTrustBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        ApiKeyServices.Add(builder.Services);
        builder.Services.AddSingleton(new ApiKeySection(section));
        return builder;
    }

    /// <summary>Keeps API keys in a store of another kind, in place of <see cref="ApiKeyOptions.Directory"/>.</summary>
    /// <typeparam name="TStore">The store; a singleton, made by the container. The first that is added counts.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddApiKeyStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>(this IZeroTrustBuilder builder)
        where TStore : class, IApiKeyStore
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IApiKeyStore, TStore>();
        return builder;
    }

    /// <summary>Hashes keys under a pepper from code, in place of <see cref="ApiKeyOptions.PepperFile"/>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="current">Returns the pepper: 32 random bytes or more. Called once, at the start; the secret is disposed with the host.</param>
    /// <param name="previous">Returns the one before, under which keys are still taken; null for none.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="current"/> is null.</exception>
    public static IZeroTrustBuilder AddApiKeyPepper(
        this IZeroTrustBuilder builder, Func<IServiceProvider, Secret> current, Func<IServiceProvider, Secret>? previous = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(current);
        builder.Services.TryAddSingleton(new ApiKeyPepperSource(current, previous));
        return builder;
    }
}
