using System.Buffers;
using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Compact;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Reads the answer of a token endpoint (RFC 6749 §5.1 and §5.2, RFC 8693 §2.2.1). Strict; pure.</summary>
internal static class TokenAnswerReader
{
    /// <summary>The life of a token of which the server does not say it.</summary>
    public static readonly TimeSpan UnstatedLife = TimeSpan.FromMinutes(1);

    /// <summary>The longest that a token is held, whatever the server says.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(1);

    private const int MaxTokenLength = 16 * 1024;

    // RFC 6750 §2.1: what a bearer token may be made of.
    private static readonly SearchValues<byte> TokenBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/="u8);

    /// <param name="answer">The answer.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="isExchange">Whether it was an exchange, which says what kind of token was issued.</param>
    /// <exception cref="ServiceTokenException">It is a refusal, or no token for the request.</exception>
    public static ServiceToken Read(TokenEndpointAnswer answer, ServiceTokenRequest request, bool isExchange)
    {
        using var json = StrictJson.Read(answer.Body, stackalloc JsonNode[64]);
        if (answer.Refused)
        {
            throw new ServiceTokenException(
                ServiceTokenFailure.SourceRefused, $"The authorization server refused: {(json.IsObject ? OperatorText.Clean(json.Root.Find("error"u8)) : null) ?? "without a reason"}.");
        }

        if (!json.IsObject)
        {
            throw Invalid($"is not one strict JSON object ({json.Fault})");
        }

        CheckKind(json.Root, isExchange);
        CheckScope(json.Root.Find("scope"u8), request);
        return new(ReadToken(json.Root.Find("access_token"u8)), answer.AskedAt + ReadLife(json.Root.Find("expires_in"u8)));
    }

    private static void CheckKind(JsonValue root, bool isExchange)
    {
        var kind = root.Find("token_type"u8);
        if (!kind.IsText || !string.Equals(kind.GetString(), "Bearer", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid("has a token_type that is not Bearer");
        }

        // A refresh or ID token is nothing to send to a service.
        var issued = root.Find("issued_token_type"u8);
        if (isExchange && !issued.TextEquals(TokenTypes.AccessToken) && !issued.TextEquals(TokenTypes.Jwt))
        {
            throw Invalid("has an issued_token_type that is neither access_token nor jwt");
        }
    }

    private static void CheckScope(JsonValue scope, ServiceTokenRequest request)
    {
        // RFC 6749 §5.1: what is not said is what was asked for.
        if (!scope.Exists)
        {
            return;
        }

        var granted = scope.GetString().Split(' ');
        if (!scope.IsText || request.Scopes.Except(granted, StringComparer.Ordinal).Any())
        {
            throw Invalid("grants less than the scopes asked for");
        }
    }

    private static string ReadToken(JsonValue token) =>
        token is { IsText: true, IsEmptyText: false, HasEscapes: false } && token.Raw.Length <= MaxTokenLength && !token.Raw.ContainsAnyExcept(TokenBytes)
            ? token.GetString()
            : throw Invalid("has no access_token that can be sent");

    private static TimeSpan ReadLife(JsonValue life)
    {
        if (!life.Exists)
        {
            return UnstatedLife;
        }

        if (life.Kind != JsonKind.Number || !NumericDate.TryRead(life.Raw, out var seconds) || seconds.Seconds == 0)
        {
            throw Invalid("has an expires_in that is no number of seconds above 0");
        }

        return seconds.Seconds < LongestLife.TotalSeconds ? TimeSpan.FromSeconds(seconds.Seconds) : LongestLife;
    }

    private static ServiceTokenException Invalid(string what) => new(ServiceTokenFailure.SourceAnswerInvalid, $"The answer of the token endpoint {what}.");
}
