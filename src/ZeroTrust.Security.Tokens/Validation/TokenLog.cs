using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>Events 2100-2199. Of a token only <c>iss</c> and <c>kid</c> appear, cleaned and cut.</summary>
internal static partial class TokenLog
{
    /// <summary>Says why a token was refused: what has the shape of a token at Information, anything else at Debug.</summary>
    public static void Refusal(ILogger logger, TokenVerdict verdict, TrustSnapshot trust)
    {
        var failure = verdict.Failure;
        var isToken = failure >= TokenFailure.IssuerMissing;
        if (!logger.IsEnabled(isToken ? LogLevel.Information : LogLevel.Debug))
        {
            return;
        }

        var unverified = verdict.Unverified;
        var (expected, setting) = Expectation.Of(failure, trust, unverified?.IssuerName);
        if (isToken)
        {
            Refused(logger, failure, (int)failure, unverified?.IssuerName, unverified?.ClaimedIssuer, unverified?.ClaimedKeyId, expected, setting);
        }
        else
        {
            NoToken(logger, failure, (int)failure, expected, setting);
        }
    }

    [LoggerMessage(2100, LogLevel.Information, "Token refused, {Failure} ({Number}): issuer {IssuerName}, not proven: iss \"{ClaimedIssuer}\", kid \"{ClaimedKeyId}\". Expected: {Expected}. Set at: {Setting}.")]
    private static partial void Refused(
        ILogger logger, TokenFailure failure, int number, string? issuerName, string? claimedIssuer, string? claimedKeyId, string expected, string setting);

    [LoggerMessage(2101, LogLevel.Debug, "No token, {Failure} ({Number}). Expected: {Expected}. Set at: {Setting}.")]
    private static partial void NoToken(ILogger logger, TokenFailure failure, int number, string expected, string setting);

    [LoggerMessage(2102, LogLevel.Warning, "The wall clock jumped by {Jump} against the monotonic clock. Tokens are judged by the wall clock.")]
    public static partial void ClockJumped(ILogger logger, TimeSpan jump);
}
