using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>Signs a call as Standard Webhooks describes it: its id, its time and its body together, so that none can be put to another.</summary>
internal static class WebhookSignature
{
    public static void Add(HttpRequestMessage request, string id, DateTimeOffset now, ReadOnlySpan<byte> body, Secret key)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{id}.{time}."), .. body];
        var mac = key.Reveal(signed, static (bytes, signed) => HMACSHA256.HashData(bytes, signed));
        request.Headers.TryAddWithoutValidation("webhook-timestamp", time);
        request.Headers.TryAddWithoutValidation("webhook-signature", $"v1,{Convert.ToBase64String(mac)}");
    }
}
