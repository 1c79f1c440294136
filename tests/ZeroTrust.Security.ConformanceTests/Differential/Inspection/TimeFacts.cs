using System.Globalization;
using System.Text.Json;

namespace ZeroTrust.Security.ConformanceTests.Differential.Inspection;

/// <summary>How a token's times stand to the clock, in exact decimals: <c>exp</c> rounded down, <c>nbf</c> and <c>iat</c> up.</summary>
internal readonly record struct TimeFacts(bool AreInvalid, bool IsExpired, bool IsEarly, bool IsIssuedInFuture)
{
    private const decimal EndOf9999 = 253_402_300_799;

    public static TimeFacts Of(InspectedToken token)
    {
        if (token.Payload.HasWildNumber)
        {
            return default;
        }

        var (expires, notBefore, issuedAt) = (Read(token, "exp"), Read(token, "nbf"), Read(token, "iat"));
        var now = (decimal)TestWorld.NowSeconds;
        return new(
            IsOutside(expires) || IsOutside(notBefore) || IsOutside(issuedAt) || Math.Ceiling(notBefore ?? 0) > Math.Floor(expires ?? decimal.MaxValue),
            Math.Floor(expires ?? decimal.MaxValue) <= now - TestWorld.SkewSeconds,
            Math.Ceiling(notBefore ?? 0) > now + TestWorld.SkewSeconds,
            Math.Ceiling(issuedAt ?? 0) > now + TestWorld.SkewSeconds);
    }

    private static bool IsOutside(decimal? seconds) => seconds is < 0 || Math.Ceiling(seconds ?? 0) > EndOf9999;

    /// <summary>The time; -1 for minus zero, which is refused as a negative one is.</summary>
    private static decimal? Read(InspectedToken token, string claim)
    {
        if (token.Payload.Find(claim) is not { ValueKind: JsonValueKind.Number } value)
        {
            return null;
        }

        var text = value.GetRawText();
        return text[0] == '-' ? -1
            : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds
            : decimal.MaxValue;
    }
}
