using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>Whether the application has registered an <see cref="IClaimsTransformation"/> of its own.</summary>
internal sealed class ClaimsTransformation
{
    public ClaimsTransformation(IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        var transformation = scope.ServiceProvider.GetService<IClaimsTransformation>();
        TypeName = transformation is null or NoopClaimsTransformation ? null : transformation.GetType().Name;
    }

    /// <summary>Its type's name; null when there is none.</summary>
    public string? TypeName { get; }

    public bool IsRegistered => TypeName is not null;
}
