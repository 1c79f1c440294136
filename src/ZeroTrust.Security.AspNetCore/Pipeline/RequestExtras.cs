using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>What is known of a request that is refused, asks the framework, or reads <c>HttpContext.User</c>.</summary>
internal sealed class RequestExtras
{
    /// <summary>The principal, once somebody has read or set it.</summary>
    public ClaimsPrincipal? User { get; set; }

    /// <summary>Why the credential was refused.</summary>
    public Refusal? CredentialRefusal { get; set; }

    /// <summary>What a refused token claimed of itself.</summary>
    public UnverifiedToken? Unverified { get; set; }

    /// <summary>Who is proven, where a companion proof has part in it: the bearer token's user and permissions, the companion's service.</summary>
    public Caller? Caller { get; set; }

    /// <summary>Whether the request carries a companion proof beside another credential.</summary>
    public bool HasTwoCredentials { get; set; }

    /// <summary>An endpoint that a router other than ours chose, and the stand-in that guards it.</summary>
    public GuardedEndpoint? Guarded { get; set; }

    /// <summary>What runs when the framework allows the request.</summary>
    public RequestDelegate? Next { get; set; }

    /// <summary>What our scheme answered when the framework asked it to challenge or forbid.</summary>
    public Refusal? FrameworkRefusal { get; set; }

    /// <summary>Whether the framework's authorization is deciding: several schemes may answer then, and the body waits for the last.</summary>
    public bool IsInFramework { get; set; }

    /// <summary>Whether the framework's authorization let the request pass.</summary>
    public bool FrameworkPassed { get; set; }

    /// <summary>Whether this is another look at a request that is open: it guesses nothing and counts against no limit.</summary>
    public bool IsRecheck { get; set; }

    /// <summary>Whether <c>IClaimsTransformation</c> has run.</summary>
    public bool IsTransformed { get; set; }
}
