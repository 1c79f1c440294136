using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.ThrowProbe.Cases;

/// <summary>Signs any header and payload text with the issuer's real key, so that nothing but the rule in question stands in a token's way.</summary>
internal sealed class TokenForge(FakeSigningKey key, DateTimeOffset now)
{
    public FakeSigningKey Key { get; } = key;

    /// <summary>Now, as a token writes it.</summary>
    public long Now { get; } = now.ToUnixTimeSeconds();

    /// <summary>The header of a good token.</summary>
    public JsonObject Header() => new() { ["alg"] = Key.Algorithm, ["typ"] = "at+jwt", ["kid"] = Key.KeyId };

    /// <summary>The payload of a good token of the issuer of users.</summary>
    public JsonObject Payload() => new()
    {
        ["iss"] = ProbeHost.UsersIssuer,
        ["sub"] = "user-1",
        ["aud"] = ProbeHost.Audience,
        ["client_id"] = "shop",
        ["iat"] = Now - 60,
        ["exp"] = Now + 300,
        ["jti"] = "token-1",
        ["tenant"] = "acme",
    };

    public string Sign(JsonObject? header = null, JsonObject? payload = null) =>
        SignText((header ?? Header()).ToJsonString(), (payload ?? Payload()).ToJsonString());

    /// <summary>A good header with one member more or other.</summary>
    public JsonObject HeaderWith(string name, JsonNode? value) => With(Header(), name, value);

    /// <summary>A good payload with one member more or other.</summary>
    public JsonObject PayloadWith(string name, JsonNode? value) => With(Payload(), name, value);

    public JsonObject PayloadWithout(string name)
    {
        var payload = Payload();
        payload.Remove(name);
        return payload;
    }

    public JsonObject HeaderWithout(string name)
    {
        var header = Header();
        header.Remove(name);
        return header;
    }

    public string SignText(string header, string payload) => SignBytes(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload));

    public string SignBytes(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload) => SignParts(Base64Url.EncodeToString(header), Base64Url.EncodeToString(payload));

    /// <summary>Signs two parts as they stand, encoded well or not.</summary>
    public string SignParts(string header, string payload)
    {
        var input = $"{header}.{payload}";
        return $"{input}.{Base64Url.EncodeToString(Key.Sign(Encoding.UTF8.GetBytes(input)))}";
    }

    private static JsonObject With(JsonObject members, string name, JsonNode? value)
    {
        members[name] = value;
        return members;
    }
}
