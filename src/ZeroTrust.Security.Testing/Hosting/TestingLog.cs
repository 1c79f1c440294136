using Microsoft.Extensions.Logging;

namespace ZeroTrust.Security.Testing;

internal static partial class TestingLog
{
    [LoggerMessage(4900, LogLevel.Warning, "This host trusts a FakeTokenIssuer as '{IssuerName}': anybody who can reach it gets any token")]
    public static partial void TrustsFakeIssuer(ILogger logger, string issuerName);
}
