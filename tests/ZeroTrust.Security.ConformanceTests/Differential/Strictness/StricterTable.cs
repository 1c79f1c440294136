using ZeroTrust.Security.ConformanceTests.Differential.Inspection;

namespace ZeroTrust.Security.ConformanceTests.Differential.Strictness;

/// <summary>
/// Every class of token that we refuse and <c>JsonWebTokenHandler</c> takes, with the reason. A refusal that none of them explains
/// is a fault of ours; so is a token that one of them covers and we accept.
/// </summary>
internal static class StricterTable
{
    public static IReadOnlyList<Stricter> All { get; } =
    [
        new("base64url", "One text for each sequence of bytes: no padding, blanks or set unused bits (RFC 7515 §2, RFC 4648 §3.5).", TokenFailure.Malformed, static token => !token.IsCanonical),
        new("header-size", "A header over 1 KiB is refused before it is decoded.", TokenFailure.TooLong, static token => token.HeaderBytes.Length > TestWorld.MaxHeaderBytes),
        .. Json("header", TokenFailure.HeaderInvalid, static token => token.Header),
        .. Json("payload", TokenFailure.PayloadInvalid, static token => token.Payload),
        .. Header,
        .. Claims,
        .. Trust,
    ];

    public static Stricter? Find(InspectedToken token, TokenFailure failure)
    {
        foreach (var row in All)
        {
            if (row.Failure == failure && row.Applies(token))
            {
                return row;
            }
        }

        return null;
    }

    private static IEnumerable<Stricter> Json(string part, TokenFailure failure, Func<InspectedToken, InspectedJson> of) =>
    [
        new($"{part}-encoding", "Valid UTF-8 without byte order mark (RFC 8259 §8.1, RFC 8725 §3.7).", failure, token => !of(token).IsUtf8),
        new($"{part}-not-text", "No lone surrogate and no NUL (RFC 8259 §8.2, RFC 8725 §3.7).", failure, token => of(token).HasNoText),
        new($"{part}-not-object", "One JSON object (RFC 7519 §7.2).", failure, token => !of(token).IsObject),
        new($"{part}-text-after", "Nothing after the object (RFC 8259 §2).", failure, token => of(token).HasTextAfter),
        new($"{part}-duplicate", "Member names are unique at every depth, escapes undone (RFC 7515 §4, RFC 7519 §4).", failure, token => of(token).HasDuplicate),
        new($"{part}-depth", "At most 16 levels deep.", failure, token => of(token).TooDeep),
        new($"{part}-number", "Numbers within a double's exponent and 128 characters.", failure, token => of(token).HasWildNumber),
    ];

    private static IEnumerable<Stricter> Header =>
    [
        new("crit", "No extension is understood, so none may be critical (RFC 7515 §4.1.11); no unencoded payload (RFC 7797).", TokenFailure.CriticalHeader, static token => token.Header.Has("crit") || token.Header.Has("b64")),
        new("header-types", "Registered header parameters have their registered types (RFC 7515 §4.1).", TokenFailure.HeaderInvalid, static token => RegisteredTypes.HeaderIsWrong(token.Header)),
        new("header-of-jwe", "Parameters of encrypted tokens have no place in a signed one (RFC 7516 §4.1).", TokenFailure.HeaderInvalid, static token => RegisteredTypes.EncryptionParameters.Any(token.Header.Has)),
        new("nested", "A token within the token is not an access token (RFC 7519 §5.2).", TokenFailure.HeaderInvalid, static token => RegisteredTypes.IsTokenType(token.Header.Text("cty"))),
        new("key-id-size", "A kid has 1 to 256 bytes.", TokenFailure.HeaderInvalid, static token => token.Header.Text("kid") is { } kid && System.Text.Encoding.UTF8.GetByteCount(kid) is < 1 or > 256),
        new("empty-type", "An empty typ is no type; the handler cannot tell it from none.", TokenFailure.TypeRefused, static token => token.Header.Text("typ") is ""),
    ];

    private static IEnumerable<Stricter> Claims =>
    [
        new("claim-types", "Registered claims have their registered types (RFC 7519 §4.1).", TokenFailure.PayloadInvalid, static token => RegisteredTypes.PayloadIsWrong(token.Payload)),
        new("id-token-marks", "A token of a legacy type that is no access token (RFC 8725 §3.11).", TokenFailure.NotAnAccessToken, static token => LegacyMarks.Apply(token)),
        new("audience-empty", "An empty audience names nobody (RFC 7519 §4.1.3).", TokenFailure.AudienceMissing, static token => AudienceFacts.HasEmpty(token)),
        new("audience-of-issuer", "An issuer's own audiences, not those of another (RFC 8725 §3.8).", TokenFailure.AudienceMismatch, static token => AudienceFacts.IsForeign(token)),
        new("times-range", "Times from 1970 to 9999, and nbf not after exp (RFC 7519 §2).", TokenFailure.TimesInvalid, static token => TimeFacts.Of(token).AreInvalid),
        new("exp-instant", "Expired at exp plus the skew, fractions rounded down; the handler takes that instant too (RFC 7519 §4.1.4).", TokenFailure.Expired, static token => TimeFacts.Of(token).IsExpired),
        new("nbf-fraction", "Not before nbf minus the skew, fractions rounded up (RFC 7519 §4.1.5).", TokenFailure.NotYetValid, static token => TimeFacts.Of(token).IsEarly),
        new("iat-future", "Issued in the future beyond the skew; the handler does not look (RFC 7519 §4.1.6).", TokenFailure.IssuedInFuture, static token => TimeFacts.Of(token).IsIssuedInFuture),
        new("sub-missing", "An access token names its subject (RFC 9068 §2.2).", TokenFailure.ClaimMissing, static token => string.IsNullOrEmpty(token.Payload.Text("sub"))),
        new("grants-shape", "Scopes, roles and permissions in the shape the issuer is configured for (RFC 6749 §3.3).", TokenFailure.ClaimInvalid, static token => GrantFacts.AreWrong(token)),
        new("actor-of-user", "A token that proves a user alone names no actor, since nobody could check who it is (RFC 8693 §4.1).", TokenFailure.OutsideTrust, static token => token.Payload.Has("act")),
        new("bound", "A bound token without a proof that can be checked (RFC 7800, RFC 9449 §7).", TokenFailure.BindingUnproven, static token => token.Payload.Has("cnf")),
    ];

    private static IEnumerable<Stricter> Trust =>
    [
        new("algorithm-of-issuer", "An issuer's own algorithms, not those of another (RFC 8725 §3.8).", TokenFailure.AlgorithmRefused, static token => token.Issuer?.Algorithms.Contains(token.Header.Text("alg")) == false),
        new("key-of-issuer", "Only the issuer's key of that kid; the handler goes on to try every key (RFC 8725 §3.8).", TokenFailure.KeyUnknown, static token => token.Header.Has("kid") && token.Key is null),
        new("key-algorithm", "The key decides the algorithm (RFC 7517 §4.4).", TokenFailure.KeyMismatch, static token => token.Key is not null && token.Key.Algorithm != token.Header.Text("alg")),
        new("signer-of-issuer", "The signature is by the key named, or without kid by one of the issuer's.", TokenFailure.SignatureInvalid, static token => KeyFacts.IsSignedByAnother(token)),
    ];
}
