using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>
/// The name under which a token is held: the client, which stands for the source, and every part of the request, each with its length
/// before it, so that no two requests that differ share one.
/// </summary>
internal static class TokenKey
{
    /// <param name="client">The name of the client.</param>
    /// <param name="request">In the form of <see cref="RequestForm"/>.</param>
    public static string Of(string client, ServiceTokenRequest request)
    {
        var key = new StringBuilder(256);
        Add(key, client);
        Add(key, request.Audience);
        Add(key, request.Tenant);
        Add(key, request.Lifetime?.Ticks.ToString(CultureInfo.InvariantCulture));
        Add(key, request.Permissions);
        Add(key, request.Scopes);
        Add(key, request.Claims.Count.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in request.Claims)
        {
            Add(key, name);
            Add(key, value);
        }

        Add(key, request.User is { } user ? DigestOf(user) : null);
        return key.ToString();
    }

    private static void Add(StringBuilder key, IReadOnlyList<string> values)
    {
        Add(key, values.Count.ToString(CultureInfo.InvariantCulture));
        foreach (var value in values)
        {
            Add(key, value);
        }
    }

    // Nothing is told from the empty text.
    private static void Add(StringBuilder key, string? value)
    {
        if (value is null)
        {
            key.Append("-:");
        }
        else
        {
            key.Append(value.Length).Append(':').Append(value);
        }
    }

    // A hash, so that the key of a table holds no token: of who the user is, of all that the token says, actors included, and of the text.
    private static string DigestOf(DelegatedUser user)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var token = user.Token;
        Mix(hash, token.IssuerName);
        Mix(hash, token.Caller.User?.IssuerName);
        Mix(hash, token.Caller.User?.Subject);
        Mix(hash, token.Caller.Service?.Name);
        Mix(hash, token.Caller.Tenant);
        Mix(hash, token.TokenId);
        Mix(hash, token.ExpiresAt.UtcTicks.ToString(CultureInfo.InvariantCulture));
        foreach (var claim in token.Claims)
        {
            Mix(hash, claim.Name);
            Mix(hash, claim.Value);
            MixNumber(hash, (int)claim.Kind);
        }

        if (user.Text is { } text)
        {
            MixNumber(hash, text.Length);
            text.Reveal(hash, static (bytes, hash) =>
            {
                hash.AppendData(bytes);
                return true;
            });
        }

        return Base64Url.EncodeToString(hash.GetHashAndReset());
    }

    private static void Mix(IncrementalHash hash, string? value)
    {
        MixNumber(hash, value is null ? -1 : Encoding.UTF8.GetByteCount(value));
        hash.AppendData(Encoding.UTF8.GetBytes(value ?? ""));
    }

    private static void MixNumber(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
