using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.Testing;

/// <summary>Identifier and secret as a client sent them: in the header or in the form, not in both (RFC 6749 §2.3.1).</summary>
internal sealed record ClientCredential(string Id, string Secret)
{
    public static bool TryRead(string? authorization, IFormCollection form, [NotNullWhen(true)] out ClientCredential? credential)
    {
        var inForm = form.ContainsKey("client_secret");
        credential = (authorization, inForm) switch
        {
            (null, true) => new(form["client_id"].ToString(), form["client_secret"].ToString()),
            (not null, false) => FromBasic(authorization),
            _ => null,
        };
        return credential is not null;
    }

    public bool Proves(FakeClient client) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(client.Secret));

    private static ClientCredential? FromBasic(string authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header)
            || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var buffer = new byte[header.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(header.Parameter ?? "", buffer, out var length))
        {
            return null;
        }

        // Both halves are form-encoded before they are joined.
        var pair = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        return pair.Length == 2 ? new(FormDecode(pair[0]), FormDecode(pair[1])) : null;
    }

    private static string FormDecode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
