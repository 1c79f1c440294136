using System.Buffers;
using System.Net.Http.Headers;
using System.Text;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>A secret that both sides know (RFC 6749 §2.3.1), in the header or in the form.</summary>
internal sealed class SecretProof(string clientId, ClientSecret secret, bool inForm) : IClientProof
{
    public async Task<AuthenticationHeaderValue?> AddAsync(FormBody form, CancellationToken cancellationToken)
    {
        using var taken = await secret.TakeAsync(cancellationToken).ConfigureAwait(false);
        if (!inForm)
        {
            return new("Basic", taken.Value.Reveal(clientId, static (bytes, id) => Pair(id, bytes)));
        }

        form.Add("client_id", clientId);
        form.Add("client_secret", taken.Value);
        return null;
    }

    // Both are form-encoded before they are joined, so that a colon in one is no end of it.
    private static string Pair(string id, ReadOnlySpan<byte> secret)
    {
        var pair = new ArrayBufferWriter<byte>(1024);
        FormEncoding.Write(pair, Encoding.UTF8.GetBytes(id));
        pair.Write(":"u8);
        FormEncoding.Write(pair, secret);
        var text = Convert.ToBase64String(pair.WrittenSpan);
        pair.Clear();
        return text;
    }
}
