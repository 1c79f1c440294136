using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>What the application registers: complete once the container is built, so read when the pipeline is.</summary>
internal sealed class RegisteredServices(IServiceCollection services)
{
    /// <summary>Whether a service is registered once, as a type of the framework's: a factory or an instance may be anything.</summary>
    public bool IsOneOfTheFramework(Type service)
    {
        var registrations = services.Where(one => one.ServiceType == service).ToArray();
        return registrations is [{ IsKeyedService: false, ImplementationType: { } type }] && FrameworkDefaults.IsOfTheFramework(service, type);
    }
}
