using System.Buffers.Text;
using System.Collections;
using System.Runtime.InteropServices;
using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Mapping;

/// <summary>
/// The claims of a verified token, read from the payload that was verified, by the reader that checked it, when somebody first asks.
/// Threads may share it.
/// </summary>
internal sealed class VerifiedClaims : IReadOnlyList<TokenClaim>
{
    private readonly int _start;
    private readonly int _length;

    // The payload as byte[], or the string in which the token stands from _start on.
    private volatile object _source;

    // Two threads that ask first at the same time build equal lists; either stays.
    private volatile TokenClaim[]? _claims;

    /// <summary>Keeps what was verified: a token within a string without a copy, since strings do not change.</summary>
    /// <param name="token">The token's text. Memory of any other kind is its owner's, who may write into it again, and is not kept.</param>
    /// <param name="payload">The payload as it was verified.</param>
    public VerifiedClaims(ReadOnlyMemory<char> token, ReadOnlySpan<byte> payload) =>
        _source = MemoryMarshal.TryGetString(token, out var text, out _start, out _length) ? text : payload.ToArray();

    public int Count => Claims.Length;

    private TokenClaim[] Claims => _claims ??= Read(Payload);

    private byte[] Payload => _source switch
    {
        string text => Decode(text.AsSpan(_start, _length)),
        var payload => (byte[])payload,
    };

    public TokenClaim this[int index] => Claims[index];

    public IEnumerator<TokenClaim> GetEnumerator() => ((IEnumerable<TokenClaim>)Claims).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Lets go of the token's text and keeps the payload alone: for whoever keeps the token beyond its request.</summary>
    /// <returns>The payload now kept.</returns>
    public ReadOnlySpan<byte> Own()
    {
        var payload = Payload;
        _source = payload;
        return payload;
    }

    private static byte[] Decode(ReadOnlySpan<char> token) =>
        Base64Url.DecodeFromChars(token[(token.IndexOf('.') + 1)..token.LastIndexOf('.')]);

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
