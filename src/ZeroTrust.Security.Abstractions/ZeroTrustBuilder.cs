using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security;

internal sealed class ZeroTrustBuilder(IServiceCollection services) : IZeroTrustBuilder
{
    public IServiceCollection Services { get; } = services;
}
