using System.Buffers.Text;
using System.Text;

namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>A token in the making. It goes through three stages: members, bytes of the two JSON texts, and the signed token text.</summary>
internal sealed class TokenDraft(TestWorld world, TestIssuer issuer, TestKey key)
{
    public TestWorld World { get; } = world;

    public TestIssuer Issuer { get; } = issuer;

    /// <summary>Who signs.</summary>
    public TestKey Key { get; set; } = key;

    /// <summary>The algorithm to sign with, whatever the header says.</summary>
    public string Algorithm { get; set; } = key.Algorithm;

    public JsonDraft Header { get; } = new();

    public JsonDraft Payload { get; } = new();

    public byte[] HeaderBytes { get; set; } = [];

    public byte[] PayloadBytes { get; set; } = [];

    public string Token { get; set; } = "";

    /// <summary>The three parts of the signed token.</summary>
    public string[] Parts => Token.Split('.');

    public void Render()
    {
        HeaderBytes = Header.Render();
        PayloadBytes = Payload.Render();
    }

    public void Sign()
    {
        var signingInput = $"{Base64Url.EncodeToString(HeaderBytes)}.{Base64Url.EncodeToString(PayloadBytes)}";
        Token = $"{signingInput}.{Base64Url.EncodeToString(Key.Sign(Encoding.ASCII.GetBytes(signingInput), Algorithm))}";
    }
}
