namespace ZeroTrust.Security.Testing;

/// <summary>An issuer that signs anything for anybody has no place in production.</summary>
internal static class ProductionGuard
{
    private static readonly string[] Variables = ["DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"];

    public static void ThrowIfProduction(string? environment, Func<string, string?> variable)
    {
        if (IsProduction(environment))
        {
            throw Refusal("FakeTokenIssuerOptions.Environment");
        }

        foreach (var name in Variables)
        {
            if (IsProduction(variable(name)))
            {
                throw Refusal(name);
            }
        }
    }

    public static bool IsProduction(string? environment) =>
        string.Equals(environment?.Trim(), "Production", StringComparison.OrdinalIgnoreCase);

    private static InvalidOperationException Refusal(string where) =>
        new($"FakeTokenIssuer does not start: {where} says Production. It is for tests and samples; use a real issuer.");
}
