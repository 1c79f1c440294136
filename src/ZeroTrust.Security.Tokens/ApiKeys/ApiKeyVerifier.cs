namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>
/// Form and checksum, one look-up, one keyed hash, one compare; only then what is held of the key. A key that is not there costs what
/// one with a wrong secret costs.
/// </summary>
internal sealed class ApiKeyVerifier(
    ApiKeyFormat format, ApiKeyTable table, ApiKeyFreshness freshness, IApiKeyProof proof, ApiKeyUses uses, ApiKeyMetrics metrics, TimeProvider clock)
    : IApiKeyVerifier
{
    public bool HasPrefix(ReadOnlySpan<char> text) => format.HasPrefix(text);

    public ApiKeyVerdict Verify(ReadOnlySpan<char> key)
    {
        var verdict = Judge(key);
        metrics.Verified(verdict.Failure);
        return verdict;
    }

    private ApiKeyVerdict Judge(ReadOnlySpan<char> key)
    {
        if (!format.TryRead(key, out var text))
        {
            return ApiKeyVerdict.Refuse(ApiKeyFailure.Malformed);
        }

        if (!freshness.IsCurrent || !table.HasPepper)
        {
            return ApiKeyVerdict.Refuse(ApiKeyFailure.KeysUnavailable, text.PublicId.ToString());
        }

        var found = table.Find(text.PublicId, out var held);
        var proven = proof.Proves(text.Proof, held);
        var now = clock.GetUtcNow();
        var failure = Check(found, proven, held, now);
        if (failure != ApiKeyFailure.None)
        {
            return ApiKeyVerdict.Refuse(failure, text.PublicId.ToString());
        }

        if (table.IsUnderPrevious(held))
        {
            metrics.UsedPreviousPepper();
        }

        uses.Note(held, now);
        return ApiKeyVerdict.Accept(held.Caller);
    }

    private static ApiKeyFailure Check(bool found, bool proven, HeldApiKey held, DateTimeOffset now)
    {
        if (!found)
        {
            return ApiKeyFailure.Unknown;
        }

        if (!proven)
        {
            return ApiKeyFailure.SecretWrong;
        }

        if (held.IsRevoked)
        {
            return ApiKeyFailure.Revoked;
        }

        return now >= held.ExpiresAt ? ApiKeyFailure.Expired : ApiKeyFailure.None;
    }
}
