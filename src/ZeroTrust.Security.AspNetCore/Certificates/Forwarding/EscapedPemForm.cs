using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Percent-encoded PEM, as nginx's <c>$ssl_client_escaped_cert</c>.</summary>
internal sealed class EscapedPemForm : IForwardedForm
{
    public ForwardedElement? Read(StringValues values) => values.Count == 1 ? ForwardedElement.Of(CertificateBytes.FromEscapedPem(values[0])) : null;
}
