using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>
/// Envoy's <c>X-Forwarded-Client-Cert</c>: elements joined by commas, each of <c>Key=value</c> pairs joined by semicolons. Each proxy adds
/// its element at the end; what stands before the last one came from the client, and is read only to know where it ends.
/// </summary>
internal sealed class EnvoyForm : IForwardedForm
{
    private const int MaxCharacters = 64 * 1024;

    public ForwardedElement? Read(StringValues values)
    {
        var text = values.Count == 1 ? values[0] : string.Join(',', values.AsEnumerable());
        return text is { Length: > 0 and <= MaxCharacters } && EnvoyPairs.ReadLast(text) is { } pairs ? Interpret(pairs) : null;
    }

    private static ForwardedElement? Interpret(List<(string Key, string Value)> pairs)
    {
        if (!TryTakeOne(pairs, "Cert", out var cert) || !TryTakeOne(pairs, "Hash", out var hash) || !TryTakeOne(pairs, "Subject", out _) || !TryTakeOne(pairs, "Chain", out _))
        {
            return null;
        }

        var (der, thumbprint) = (cert is null ? null : CertificateBytes.FromEscapedPem(cert), hash is null ? null : ReadHash(hash));
        return (cert is not null && der is null)
            || (hash is not null && thumbprint is null)
            || (der is not null && thumbprint is not null && !SHA256.HashData(der).AsSpan().SequenceEqual(thumbprint))
            ? null
            : new(der, thumbprint, All(pairs, "URI"), All(pairs, "DNS"));
    }

    private static List<string> All(List<(string Key, string Value)> pairs, string key) =>
        [.. pairs.Where(pair => IsKey(pair.Key, key)).Select(static pair => pair.Value)];

    private static bool TryTakeOne(List<(string Key, string Value)> pairs, string key, out string? value)
    {
        var found = All(pairs, key);
        value = found is [var one] ? one : null;
        return found.Count <= 1;
    }

    // The keys are of Envoy's spelling, and compared without case, as Envoy's own readers do.
    private static bool IsKey(string given, string key) => given.Equals(key, StringComparison.OrdinalIgnoreCase);

    private static byte[]? ReadHash(string text)
    {
        var bytes = new byte[TokenProof.ThumbprintBytes];
        return text.Length == 2 * bytes.Length && text.All(char.IsAsciiHexDigit) && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? bytes
            : null;
    }
}
