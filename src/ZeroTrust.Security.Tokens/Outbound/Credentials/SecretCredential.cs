using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Writes one version of a secret into a request, and takes it out again.</summary>
internal sealed class SecretCredential(SecretRef reference, SecretCredentialOptions options)
{
    // Visible characters and blanks: whatever else would end the header, or be sent as something else.
    private static readonly SearchValues<byte> Sendable = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static value => (byte)value)]);

    public SecretRef Reference => reference;

    public string HeaderName => options.Kind == SecretCredentialKind.Header ? options.HeaderName : "Authorization";

    /// <summary>The fields that the secret must have.</summary>
    public string[] Fields => options.Kind == SecretCredentialKind.Basic ? [options.UserNameField, options.PasswordField] : [];

    /// <summary>The value of the header.</summary>
    /// <exception cref="SecretUnavailableException">The version has no such value, or one that no header can carry.</exception>
    public string TextOf(SecretVersion version) => options.Kind switch
    {
        SecretCredentialKind.Basic => $"Basic {PairOf(version)}",
        SecretCredentialKind.Bearer => $"Bearer {ValueOf(version)}",
        _ => ValueOf(version),
    };

    private string ValueOf(SecretVersion version) =>
        (version.HasValue ? version.Value.Reveal(0, static (bytes, _) => bytes.ContainsAnyExcept(Sendable) ? null : Encoding.ASCII.GetString(bytes)) : null)
        ?? throw new SecretUnavailableException(reference, $"{reference} is no credential for a header: it has several fields, or other characters than printable ASCII.");

    private string PairOf(SecretVersion version)
    {
        if (!version.Fields.TryGetValue(options.UserNameField, out var user) || !version.Fields.TryGetValue(options.PasswordField, out var password))
        {
            throw new SecretUnavailableException(reference, $"{reference} lacks the field '{options.UserNameField}' or '{options.PasswordField}'.");
        }

        var pair = new byte[user.Length + 1 + password.Length];
        try
        {
            user.Reveal(pair, static (bytes, pair) => bytes.TryCopyTo(pair));
            pair[user.Length] = (byte)':';
            password.Reveal((pair, user.Length + 1), static (bytes, to) => bytes.TryCopyTo(to.pair.AsSpan(to.Item2)));

            // RFC 7617 §2: the first colon ends the name.
            return pair.AsSpan(0, user.Length).Contains((byte)':')
                ? throw new SecretUnavailableException(reference, $"The user name of {reference} has a colon, which Basic cannot carry.")
                : Convert.ToBase64String(pair);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pair);
        }
    }
}
