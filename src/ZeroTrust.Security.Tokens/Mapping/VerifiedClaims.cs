using System.Collections;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Mapping;

/// <summary>
/// The claims of a verified token, read from the payload that was verified, by the reader that checked it, when somebody first asks.
/// Threads may share it.
/// </summary>
internal sealed class VerifiedClaims(byte[] payload) : IReadOnlyList<TokenClaim>
{
    // Two threads that ask first at the same time build equal lists; either stays.
    private volatile TokenClaim[]? _claims;

    public int Count => Claims.Length;

    private TokenClaim[] Claims => _claims ??= Read(payload);

    public TokenClaim this[int index] => Claims[index];

    public IEnumerator<TokenClaim> GetEnumerator() => ((IEnumerable<TokenClaim>)Claims).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static TokenClaim[] Read(byte[] payload)
    {
        using var json = StrictJson.Read(payload, stackalloc JsonNode[128]);
        var claims = new List<TokenClaim>();
        foreach (var member in json.Root.Members)
        {
            var name = member.Name.GetString();
            if (member.Value.Kind != JsonKind.Array)
            {
                claims.Add(Read(name, member.Value));
                continue;
            }

            foreach (var element in member.Value.Elements)
            {
                claims.Add(Read(name, element));
            }
        }

        return [.. claims];
    }

    private static TokenClaim Read(string name, JsonValue value) => value.Kind switch
    {
        JsonKind.Text => new(name, value.GetString(), TokenClaimKind.Text),
        JsonKind.Number => new(name, RawText(value), value.Raw.ContainsAny(".eE"u8) ? TokenClaimKind.Number : TokenClaimKind.WholeNumber),
        JsonKind.True or JsonKind.False => new(name, RawText(value), TokenClaimKind.Boolean),
        JsonKind.Null => new(name, "", TokenClaimKind.Null),
        _ => new(name, RawText(value), TokenClaimKind.Json),
    };

    private static string RawText(JsonValue value) => System.Text.Encoding.UTF8.GetString(value.Raw);
}
