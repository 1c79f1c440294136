using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ZeroTrust.Security.AspNetCore.ApiKeys;
using ZeroTrust.Security.AspNetCore.Credentials;

namespace ZeroTrust.Security;

/// <summary>Adds API keys as the proof of a service.</summary>
public static class ZeroTrustApiKeyWebBuilderExtensions
{
    /// <summary>
    /// Takes API keys in <c>X-Api-Key</c>: each proves a service, as <c>AllowCallers</c> asks for. The settings are the group <c>ApiKeys</c>
    /// of the section that <c>AddZeroTrust</c> was given, and those from code on top of it. Keys are made by <see cref="IApiKeyService"/>.
    /// Calling it twice adds up.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets it up after the configuration; null for nothing.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddApiKeys(this IZeroTrustBuilder builder, Action<ApiKeyOptions>? configure = null)
    {
        builder.AddApiKeyManagement(configure);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ICompanionProof, ApiKeyCompanion>());
        return builder;
    }

    /// <summary>Asks before a key is looked at, and tells of each that was refused. Several may be added; each must let the request try.</summary>
    /// <typeparam name="TThrottle">The throttle; a singleton, made by the container.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IZeroTrustBuilder AddApiKeyThrottle<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TThrottle>(this IZeroTrustBuilder builder)
        where TThrottle : class, IApiKeyThrottle
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IApiKeyThrottle, TThrottle>());
        return builder;
    }
}
