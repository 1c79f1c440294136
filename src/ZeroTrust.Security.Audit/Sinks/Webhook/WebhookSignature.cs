using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Signs a call as Standard Webhooks describes it: its id, its time and its body together, so that none can be put to another.</summary>
internal static class WebhookSignature
{
    public static void Add(HttpRequestMessage request, string id, DateTimeOffset now, ReadOnlySpan<byte> body, Secret key, Secret? previous = null)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{id}.{time}."), .. body];
        request.Headers.TryAddWithoutValidation("webhook-timestamp", time);

        // Signatures are separated by blanks, and one that verifies is enough.
        var signature = previous is null ? SignatureOf(signed, key) : $"{SignatureOf(signed, key)} {SignatureOf(signed, previous)}";
        request.Headers.TryAddWithoutValidation("webhook-signature", signature);
    }

    private static string SignatureOf(byte[] signed, Secret key) =>
        $"v1,{Convert.ToBase64String(key.Reveal(signed, static (bytes, signed) => HMACSHA256.HashData(bytes, signed)))}";
}
