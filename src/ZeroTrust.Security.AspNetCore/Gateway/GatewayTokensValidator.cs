using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>Checks that the gateway may speak for somebody: otherwise it would refuse every user, and only in service.</summary>
internal sealed class GatewayTokensValidator : IValidateOptions<ServiceTokensOptions>
{
    public ValidateOptionsResult Validate(string? name, ServiceTokensOptions options) => options.ActForUsersOf is null
        ? ValidateOptionsResult.Fail("ZeroTrust:ServiceTokens:ActForUsersOf is missing, and AddGateway was called: name the issuer of the users for whom the gateway speaks.")
        : ValidateOptionsResult.Success;
}
