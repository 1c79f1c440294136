using System.Buffers;
using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>A statement signed with this service's key ring (RFC 7523 §2.2 and §3): new for each request, good for less than a minute, for one server.</summary>
internal sealed class SignedProof(string clientId, string audience, SigningServices signing, TimeProvider time) : IClientProof
{
    /// <summary>How long a statement is good. A clock of the server that is behind does not lengthen it past the minute by much.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(55);

    /// <summary>Tells the statement from a token (RFC 8725 §3.11).</summary>
    public const string Type = "client-authentication+jwt";

    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public async Task<AuthenticationHeaderValue?> AddAsync(FormBody form, CancellationToken cancellationToken)
    {
        var statement = await signing.Signer.SignAsync(Type, Write(), cancellationToken).ConfigureAwait(false);
        form.Add("client_id", clientId);
        form.Add("client_assertion_type", AssertionType);
        form.Add("client_assertion", statement);
        return null;
    }

    private ReadOnlyMemory<byte> Write()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var bytes = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("iss"u8, clientId);
        json.WriteString("sub"u8, clientId);
        json.WriteString("aud"u8, audience);
        json.WriteString("jti"u8, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)));
        json.WriteNumber("iat"u8, now);
        json.WriteNumber("exp"u8, now + (long)Life.TotalSeconds);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }
}
