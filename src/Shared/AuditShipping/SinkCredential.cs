using System.Text;

namespace ZeroTrust.Security.AuditShipping;

/// <summary>A credential in the Authorization header. It leaves the secret at the moment of the call.</summary>
internal static class SinkCredential
{
    /// <returns>What is wrong; null for none and for one that fits a header.</returns>
    public static string? FaultOf(Secret? secret) => secret is null || secret.Reveal(0, static (bytes, _) => !bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        ? null
        : "has other characters than printable ASCII.";

    /// <summary>Adds it as it is.</summary>
    public static void Add(HttpRequestMessage request, string prefix, Secret secret) =>
        request.Headers.TryAddWithoutValidation("Authorization", secret.Reveal(prefix, static (bytes, prefix) => prefix + Encoding.ASCII.GetString(bytes)));

    /// <summary>Adds a name and a password (RFC 7617).</summary>
    public static void AddBasic(HttpRequestMessage request, string user, Secret password) => request.Headers.TryAddWithoutValidation(
        "Authorization",
        password.Reveal(user, static (bytes, user) => $"Basic {Convert.ToBase64String([.. Encoding.UTF8.GetBytes(user), (byte)':', .. bytes])}"));
}
