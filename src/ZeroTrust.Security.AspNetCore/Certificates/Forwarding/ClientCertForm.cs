using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>A byte sequence between colons (RFC 9440 §2.2, RFC 9651 §3.3.5), without parameters.</summary>
internal sealed class ClientCertForm : IForwardedForm
{
    public ForwardedElement? Read(StringValues values) =>
        values.Count == 1 && values[0] is [':', .. var base64, ':'] ? ForwardedElement.Of(CertificateBytes.FromBase64(base64)) : null;
}
