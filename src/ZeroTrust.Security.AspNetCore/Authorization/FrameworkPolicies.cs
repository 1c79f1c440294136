using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>What the framework's own authorization declares on an endpoint.</summary>
internal sealed class FrameworkPolicies(IAuthorizationPolicyProvider provider, AuthenticationOptions schemes)
{
    /// <summary>Whether a fallback policy is set. A provider that cannot say at once has none: then undeclared endpoints stay denied.</summary>
    public bool HasFallback { get; } = provider.GetFallbackPolicyAsync() is { IsCompletedSuccessfully: true } task
        && new ValueTask<AuthorizationPolicy?>(task).Result is not null;

    /// <summary>Whether the endpoint declares anything in a form that the framework's authorization middleware reads.</summary>
    public static bool Authorizes(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
        || endpoint.Metadata.GetMetadata<IAuthorizationRequirementData>() is not null
        || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null;

    /// <summary>
    /// The policy that the endpoint's declarations come to, or the fallback policy without any; null when there is neither. False
    /// when it cannot be had now: one that does not exist is a fault.
    /// </summary>
    public bool TryCombine(Endpoint endpoint, List<string> faults, out AuthorizationPolicy? policy)
    {
        policy = null;
        try
        {
            var combining = AuthorizationPolicy.CombineAsync(
                provider, endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(), endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>());
            if (combining.IsCompletedSuccessfully)
            {
                policy = new ValueTask<AuthorizationPolicy?>(combining).Result;
                return true;
            }

            AddFault(combining.Exception?.GetBaseException(), faults);
        }
        catch (InvalidOperationException exception)
        {
            AddFault(exception, faults);
        }

        return false;
    }

    /// <summary>Whether the policy authenticates with a scheme other than ours. One that names no scheme means the default one.</summary>
    public bool NamesOtherScheme(AuthorizationPolicy? policy) =>
        policy is { AuthenticationSchemes.Count: > 0 }
            ? policy.AuthenticationSchemes.Any(IsOther)
            : (schemes.DefaultAuthenticateScheme ?? schemes.DefaultScheme) is { } scheme && IsOther(scheme);

    private static void AddFault(Exception? exception, List<string> faults)
    {
        if (exception is not null)
        {
            faults.Add($"Its authorization policy cannot be had: {exception.Message}");
        }
    }

    private static bool IsOther(string scheme) => !string.Equals(scheme, ZeroTrustDefaults.AuthenticationScheme, StringComparison.Ordinal);
}
