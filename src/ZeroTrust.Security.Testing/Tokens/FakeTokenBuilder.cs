using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Testing;

/// <summary>
/// Builds one token of a <see cref="FakeTokenIssuer"/>. Left alone it is a good access token (RFC 9068 §2); each call changes one
/// thing, also to what no honest issuer would sign. Not for use by several threads at once.
/// </summary>
public sealed partial class FakeTokenBuilder
{
    private readonly FakeTokenIssuer _issuer;
    private readonly JsonObject _header = new() { ["typ"] = "at+jwt" };
    private readonly JsonObject _payload;
    private readonly HashSet<string> _headersLeftAsTheyAre = new(StringComparer.Ordinal);
    private FakeSigningKey _key;
    private string? _rawHeader;
    private string? _rawPayload;
    private Func<byte[], byte[]>? _sign;

    internal FakeTokenBuilder(FakeTokenIssuer issuer)
    {
        _issuer = issuer;
        _key = issuer.CurrentKey;
        var now = issuer.Clock.GetUtcNow().ToUnixTimeSeconds();
        _payload = new()
        {
            ["iss"] = issuer.Issuer,
            ["sub"] = "test-user",
            ["aud"] = issuer.Audience,
            ["client_id"] = "test-client",
            ["iat"] = now,
            ["exp"] = now + (long)issuer.TokenLifetime.TotalSeconds,
            ["jti"] = Guid.NewGuid().ToString("N"),
        };
    }

    /// <summary>Sets a claim to any JSON value; numbers, text and booleans convert by themselves.</summary>
    /// <param name="name">The claim's name.</param>
    /// <param name="value">Its value; null writes JSON's <c>null</c>.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder Claim(string name, JsonNode? value)
    {
        _payload[name] = value;
        return this;
    }

    /// <summary>Sets a claim to an array of strings.</summary>
    /// <param name="name">The claim's name.</param>
    /// <param name="values">Its elements; none makes an empty array.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder ClaimList(string name, params IEnumerable<string> values) =>
        Claim(name, new JsonArray([.. values.Select(static value => JsonValue.Create(value))]));

    /// <summary>Leaves a claim out.</summary>
    /// <param name="name">The claim's name.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder WithoutClaim(string name)
    {
        _payload.Remove(name);
        return this;
    }

    /// <summary>Sets a header parameter to any JSON value. <c>alg</c> and <c>kid</c> follow the key unless set here.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">Its value; null writes JSON's <c>null</c>.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder Header(string name, JsonNode? value)
    {
        _headersLeftAsTheyAre.Add(name);
        _header[name] = value;
        return this;
    }

    /// <summary>Leaves a header parameter out.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <returns>This builder.</returns>
    public FakeTokenBuilder WithoutHeader(string name)
    {
        _headersLeftAsTheyAre.Add(name);
        _header.Remove(name);
        return this;
    }

    /// <summary>The header as it will be signed, for a raw header that differs from it in one place.</summary>
    /// <returns>JSON text.</returns>
    public string HeaderJson()
    {
        if (_rawHeader is not null)
        {
            return _rawHeader;
        }

        var header = _header.DeepClone().AsObject();
        SetUnlessTold(header, "alg", _key.Algorithm);
        SetUnlessTold(header, "kid", _key.KeyId);
        return TokenJson.Write(header);
    }

    /// <summary>The payload as it will be signed, for a raw payload that differs from it in one place.</summary>
    /// <returns>JSON text.</returns>
    public string PayloadJson() => _rawPayload ?? TokenJson.Write(_payload);

    /// <summary>Signs and serialises (RFC 7515 §7.1).</summary>
    /// <returns>The token in compact form.</returns>
    public string Build()
    {
        var signingInput = $"{Encode(HeaderJson())}.{Encode(PayloadJson())}";
        var bytes = Encoding.ASCII.GetBytes(signingInput);
        var signature = _sign is null ? _key.Sign(bytes) : _sign(bytes);
        return $"{signingInput}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private void SetUnlessTold(JsonObject header, string name, string value)
    {
        if (!_headersLeftAsTheyAre.Contains(name))
        {
            header[name] = value;
        }
    }
}
