using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.Benchmarks.Subjects;

/// <summary>Our validator as a worker sets it up: one issuer with a key set at hand.</summary>
internal sealed class OurValidator : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private OurValidator(ServiceProvider services)
    {
        _services = services;
        Validator = services.GetRequiredService<ITokenValidator>();
    }

    public ITokenValidator Validator { get; }

    /// <summary>Starts one with a cache for this many tokens; 0 turns the cache off, null leaves its settings alone.</summary>
    public static OurValidator Start(int? cacheEntries = null)
    {
        var services = new ServiceCollection();
        services.AddZeroTrustCore().AddTokenValidation(Settings.Section(cacheEntries));
        services.AddSingleton(TimeProvider.System);
        var provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>())
        {
            hosted.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        }

        return new(provider);
    }

    /// <summary>A part of it, for rows that need one alone.</summary>
    public T Part<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Validates a token that must be decided without waiting.</summary>
    public TokenVerdict Validate(ReadOnlyMemory<char> token)
    {
        var verdict = Validator.ValidateAsync(token, CancellationToken.None);
        return verdict.IsCompletedSuccessfully ? verdict.Result : Waits();
    }

    /// <summary>Validates a token that must be good.</summary>
    public VerifiedToken Accept(ReadOnlyMemory<char> token)
    {
        var verdict = Validate(token);
        return verdict.Token ?? Refused(verdict);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static VerifiedToken Refused(TokenVerdict verdict) =>
        throw new InvalidOperationException($"A good token is refused: {verdict.Failure}.");

    private static TokenVerdict Waits() => throw new InvalidOperationException("The validator waits.");
}
