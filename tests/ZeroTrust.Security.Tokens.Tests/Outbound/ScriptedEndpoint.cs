using System.Net.Http.Headers;
using System.Text;
using ZeroTrust.Security.Tokens.Outbound;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

/// <summary>A token endpoint that keeps what it was sent.</summary>
internal sealed class ScriptedEndpoint : ITokenEndpoint
{
    public Dictionary<string, string> Form { get; } = new(StringComparer.Ordinal);

    public AuthenticationHeaderValue? Authorization { get; private set; }

    public string Answer { get; set; } = """{"access_token":"a.b.c","token_type":"Bearer","expires_in":300,"issued_token_type":"urn:ietf:params:oauth:token-type:access_token"}""";

    public byte[]? Body { get; private set; }

    public Task<TokenEndpointAnswer> PostAsync(FormBody form, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        Authorization = authorization;
        foreach (var pair in Encoding.ASCII.GetString(form.Bytes.Span).Split('&'))
        {
            var parts = pair.Split('=');
            Form.Add(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1]));
        }

        Body = Encoding.UTF8.GetBytes(Answer);
        return Task.FromResult(new TokenEndpointAnswer(Refused: false, Body, new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }
}
