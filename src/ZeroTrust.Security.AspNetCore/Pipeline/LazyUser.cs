using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>
/// What the framework's authorization leaves in a request: the user and the result that authenticated it, each following the other.
/// Both are made when somebody reads them.
/// </summary>
/// <param name="access">Whose token it is.</param>
/// <param name="scheme">What the framework calls the result's scheme.</param>
internal sealed class LazyUser(RequestAccess access, string scheme) : IHttpAuthenticationFeature, IAuthenticateResultFeature
{
    private ClaimsPrincipal? _user;
    private AuthenticateResult? _result;
    private bool _isSet;

    public ClaimsPrincipal? User
    {
        get => _isSet ? _user : _user ??= access.User;
        set => (_user, _result, _isSet) = (value, null, true);
    }

    public AuthenticateResult? AuthenticateResult
    {
        get => _isSet ? _result : _result ??= AuthenticateResult.Success(new(User!, scheme));
        set => (_user, _result, _isSet) = (value?.Principal, value, true);
    }
}
