using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security;

/// <summary>
/// What <c>AddZeroTrust</c> and <see cref="ZeroTrustServiceCollectionExtensions.AddZeroTrustCore"/> return. Each package adds its
/// features to it as extension methods. Used while the service starts, by one thread.
/// </summary>
public interface IZeroTrustBuilder
{
    /// <summary>The services of the application under construction.</summary>
    /// <value>Never null.</value>
    IServiceCollection Services { get; }
}
