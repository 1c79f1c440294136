using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Permissions;

/// <summary>The caller of the reference token, once as the framework knows it and once as we do, and the same question to both.</summary>
internal sealed class PermissionSubject
{
    private const string Policy = "orders";
    private const int ChecksPerTurn = 8;

    private readonly ClaimsPrincipal _user;
    private readonly IAuthorizationService _authorization;
    private readonly PermissionSet _held;
    private readonly PermissionRequirement _required;

    public PermissionSubject()
    {
        var token = ReferenceToken.Mint("ES256");
        _user = new(new IdentityModelPeer().Validate(token).ClaimsIdentity);
        _held = OurValidator.Start().Accept(token.AsMemory()).Caller.Permissions;
        _required = new PermissionModel().RequireAll(
            new Grant(GrantKind.Permission, ReferenceToken.Permission), new Grant(GrantKind.Scope, ReferenceToken.Scope));
        _authorization = new ServiceCollection()
            .AddLogging()
            .AddAuthorization(options => options.AddPolicy(
                Policy, policy => policy.RequireAuthenticatedUser().RequireClaim("permissions", ReferenceToken.Permission)))
            .BuildServiceProvider()
            .GetRequiredService<IAuthorizationService>();
        if (!HasClaim() || !Authorize() || !_required.IsMetBy(_held))
        {
            throw new InvalidOperationException("The caller of the reference token lacks its permission.");
        }
    }

    public bool HasClaim() => _user.HasClaim("permissions", ReferenceToken.Permission);

    public bool Authorize() => _authorization.AuthorizeAsync(_user, null, Policy).GetAwaiter().GetResult().Succeeded;

    public bool CheckBits() => _required.IsMetBy(_held);

    /// <summary>A loop of its own, unrolled: a delegate's call would cost more than the check, and so would a loop's turn.</summary>
    public void CheckBits(int count)
    {
        var (required, held) = (_required, _held);
        var met = true;
        for (var i = 0; i < count; i += ChecksPerTurn)
        {
            met &= required.IsMetBy(held) & required.IsMetBy(held) & required.IsMetBy(held) & required.IsMetBy(held)
                & required.IsMetBy(held) & required.IsMetBy(held) & required.IsMetBy(held) & required.IsMetBy(held);
        }

        if (!met)
        {
            throw new InvalidOperationException("A permission is gone.");
        }
    }
}
