using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.Secrets.Development.Tests;

/// <summary>A service with the store of a developer's machine.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Service(string? environment, string directory, TimeProvider clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddSingleton<IHostEnvironment>(new Surroundings { EnvironmentName = environment ?? "" });
        services.AddZeroTrustCore().AddSecrets(secrets => secrets.AddDevelopmentSecrets("orders", directory: directory));
        _services = services.BuildServiceProvider();
    }

    public ISecretHandle Handle(string secret) => _services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse($"secret://development/{secret}"));

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class Surroundings : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = "";

        public string ApplicationName { get; set; } = "orders";

        public string ContentRootPath { get; set; } = "/";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
