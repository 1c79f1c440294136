using System.Diagnostics.CodeAnalysis;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>A host that tokens go to.</summary>
/// <param name="Host">As <see cref="Uri.IdnHost"/> has it.</param>
/// <param name="Port">The port; null for the scheme's own.</param>
internal sealed record AllowedHost(string Host, int? Port)
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out AllowedHost? host)
    {
        host = null;
        if (string.IsNullOrEmpty(text) || text.AsSpan().ContainsAny("/?#@*") || !UrlText.TryRead($"https://{text}/", out var url, out _))
        {
            return false;
        }

        var named = !url.IsDefaultPort || text.EndsWith(":443", StringComparison.Ordinal);
        host = new(url.IdnHost, named ? url.Port : null);
        return true;
    }

    /// <summary>Host and port of a base address.</summary>
    public static AllowedHost Of(Uri address) => new(address.IdnHost, address.Port);

    public bool Matches(Uri address) =>
        (Port is { } port ? address.Port == port : address.IsDefaultPort)
        && string.Equals(address.IdnHost, Host, StringComparison.OrdinalIgnoreCase);
}
