using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.AuditShipping;

/// <summary>A secret of a sink: one that code gave, or whatever a reference leads to at the moment.</summary>
internal sealed class SinkSecret
{
    private readonly Secret? _given;
    private readonly ISecretHandle? _handle;
    private readonly Func<Secret, string?> _faultOf;

    private SinkSecret(Secret? given, ISecretHandle? handle, Func<Secret, string?> faultOf) => (_given, _handle, _faultOf) = (given, handle, faultOf);

    /// <summary>The secret in force.</summary>
    /// <exception cref="SecretUnavailableException">There is none, or it is not one for this purpose.</exception>
    public Secret Current => _given ?? Check(_handle!.Current);

    /// <summary>The one before, while its time lasts; null where there is none.</summary>
    public Secret? Previous => _handle?.Previous is { HasValue: true } previous && _faultOf(previous.Value) is null ? previous.Value : null;

    /// <summary>Makes it of what a sink's settings say; null when they say nothing.</summary>
    /// <param name="given">The secret that code gave.</param>
    /// <param name="reference">Where one is kept.</param>
    /// <param name="provider">Has the secrets.</param>
    /// <param name="faultOf">Says what keeps a secret from its purpose; null for nothing.</param>
    public static SinkSecret? Of(Secret? given, SecretRef? reference, IServiceProvider provider, Func<Secret, string?> faultOf)
    {
        if (given is null && reference is null)
        {
            return null;
        }

        var secrets = reference is null ? null : provider.GetService<ISecrets>() ?? throw new InvalidOperationException($"{reference} is no secret here: call AddSecrets, and name its store there.");
        return new(given, reference is null ? null : secrets!.GetHandle(reference), faultOf);
    }

    /// <summary>Has the start look for it.</summary>
    public static void Require(IServiceCollection services, SecretRef? reference, string sink, string property)
    {
        if (reference is not null)
        {
            services.AddSingleton(new RequiredSecret(reference, $"the audit sink '{sink}', {property}"));
        }
    }

    /// <returns>What is wrong where both are given; null for nothing.</returns>
    public static string? FaultOf(Secret? given, SecretRef? reference) => given is not null && reference is not null ? "is set, and a reference beside it; use one." : null;

    private Secret Check(SecretVersion version)
    {
        var fault = version.HasValue ? _faultOf(version.Value) : "has several fields: name one.";
        return fault is null ? version.Value : throw new SecretUnavailableException(_handle!.Reference, $"{_handle.Reference} {fault}");
    }
}
