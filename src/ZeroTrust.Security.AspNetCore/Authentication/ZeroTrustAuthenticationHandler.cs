using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Authentication;

/// <summary>
/// The scheme <c>ZeroTrust</c> for <c>[Authorize]</c> and policies: the verdict that the pipeline has reached, and our answers. It
/// validates nothing itself, so outside <c>UseZeroTrust</c> it knows nobody.
/// </summary>
internal sealed class ZeroTrustAuthenticationHandler(AnswerWriter answers) : IAuthenticationHandler
{
    private HttpContext? _context;

    /// <inheritdoc/>
    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _context = context;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<AuthenticateResult> AuthenticateAsync()
    {
        var access = RequestAccess.Of(_context!);
        return Task.FromResult(access switch
        {
            { IsProven: true, User: { } user } => AuthenticateResult.Success(new(user, ZeroTrustDefaults.AuthenticationScheme)),
            { CredentialRefusal: not null } => AuthenticateResult.Fail("The credential was refused."),
            _ => AuthenticateResult.NoResult(),
        });
    }

    /// <inheritdoc/>
    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        // A proven caller who is challenged all the same is known, and not allowed.
        var access = RequestAccess.Of(_context!);
        return AnswerAsync(access, access is { IsProven: true } ? Refusal.FrameworkForbid : access?.CredentialRefusal ?? Refusal.FrameworkChallenge);
    }

    /// <inheritdoc/>
    public Task ForbidAsync(AuthenticationProperties? properties) => AnswerAsync(RequestAccess.Of(_context!), Refusal.FrameworkForbid);

    private Task AnswerAsync(RequestAccess? access, Refusal refusal)
    {
        if (access is { IsInFramework: true })
        {
            access.Extras.FrameworkRefusal = refusal;
            return Task.CompletedTask;
        }

        return answers.WriteAsync(_context!, refusal, again: access is { Decisions: > 0 });
    }
}
