using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

/// <summary>E11: memory that is used again does not change what was verified in it.</summary>
public sealed class TokenMemoryThreatTests
{
    [Fact]
    public void E11_ABufferUsedAgain_ChangesNoTokenVerifiedFromIt()
    {
        var trust = new TestTrust();
        string[] subjects = [.. Enumerable.Range(100, 50).Select(static i => $"user-{i}")];
        string[] texts = [.. subjects.Select(static subject => new TestToken().With("sub", TestToken.Json(subject)).ToString())];
        var buffer = new char[texts.Max(static text => text.Length)];
        var tokens = new List<VerifiedToken>();
        foreach (var text in texts)
        {
            text.CopyTo(buffer);
            tokens.Add(trust.Validate(buffer.AsMemory(0, text.Length)).Token!);
        }

        buffer.AsSpan().Fill('A');

        Assert.Equal(subjects, tokens.Select(static token => token.Claims.Single(static claim => claim.Name == "sub").Value));
        Assert.Equal(subjects, tokens.Select(static token => token.Caller.User!.Subject));
    }
}
