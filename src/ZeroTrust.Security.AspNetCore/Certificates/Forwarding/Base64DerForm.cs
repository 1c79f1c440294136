using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>DER in base64, as Azure's <c>X-ARR-ClientCert</c>.</summary>
internal sealed class Base64DerForm : IForwardedForm
{
    public ForwardedElement? Read(StringValues values) => values.Count == 1 ? ForwardedElement.Of(CertificateBytes.FromBase64(values[0])) : null;
}
