using System.Buffers;
using System.Text.Json;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>Writes the claims of a token (RFC 7519 §4.1, RFC 9068 §2.2). The names and what every token of this service says are encoded once.</summary>
internal sealed class TokenPayload(MintingSettings settings)
{
    private static readonly JsonEncodedText
        IssuerName = JsonEncodedText.Encode("iss"),
        SubjectName = JsonEncodedText.Encode("sub"),
        ClientName = JsonEncodedText.Encode("client_id"),
        AudienceClaim = JsonEncodedText.Encode("aud"),
        IssuedAtName = JsonEncodedText.Encode("iat"),
        ExpiresName = JsonEncodedText.Encode("exp"),
        TokenIdName = JsonEncodedText.Encode("jti"),
        PermissionsName = JsonEncodedText.Encode("permissions"),
        TenantName = JsonEncodedText.Encode("tenant"),
        ActorName = JsonEncodedText.Encode("act");

    private readonly JsonEncodedText _issuer = JsonEncodedText.Encode(settings.Issuer);
    private readonly JsonEncodedText _service = JsonEncodedText.Encode(settings.Service);

    public void Write(IBufferWriter<byte> output, in TokenContent content)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString(IssuerName, _issuer);
        json.WriteString(SubjectName, content.Subject);
        json.WriteString(ClientName, _service);
        json.WriteString(AudienceClaim, content.Request.Audience);
        json.WriteNumber(IssuedAtName, content.IssuedAt);
        json.WriteNumber(ExpiresName, content.Expires);
        WriteTokenId(json);
        WritePermissions(json, content.Permissions);
        WriteActors(json, content.Actors);
        if (content.Request.Tenant is { } tenant)
        {
            json.WriteString(TenantName, tenant);
        }

        foreach (var (name, value) in content.Request.Claims)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteTokenId(Utf8JsonWriter json)
    {
        Span<byte> text = stackalloc byte[TokenId.Length];
        TokenId.Draw(text);
        json.WriteString(TokenIdName, text);
    }

    private static void WritePermissions(Utf8JsonWriter json, IReadOnlyList<string> permissions)
    {
        if (permissions.Count == 0)
        {
            return;
        }

        json.WriteStartArray(PermissionsName);
        foreach (var permission in permissions)
        {
            json.WriteStringValue(permission);
        }

        json.WriteEndArray();
    }

    private static void WriteActors(Utf8JsonWriter json, IReadOnlyList<string> actors)
    {
        foreach (var actor in actors)
        {
            json.WriteStartObject(ActorName);
            json.WriteString(SubjectName, actor);
        }

        for (var i = 0; i < actors.Count; i++)
        {
            json.WriteEndObject();
        }
    }
}
