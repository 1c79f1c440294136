namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>The settings in force. Immutable.</summary>
internal sealed record ApiKeySettings(
    string Prefix, TimeSpan Lifetime, TimeSpan MaxLifetime, TimeSpan PollInterval, TimeSpan MaxStaleness, TimeSpan LastUsedInterval)
{
    public static ApiKeySettings Of(ApiKeyOptions options) =>
        new(options.Prefix, options.Lifetime, options.MaxLifetime, options.PollInterval, options.MaxStaleness, options.LastUsedInterval);
}
