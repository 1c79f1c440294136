using Microsoft.Extensions.Primitives;
using ZeroTrust.Security.AspNetCore.Gateway;

namespace ZeroTrust.Security.AspNetCore.Tests.Gateway;

/// <summary>What a client names in <c>Connection</c> and is ours goes; everything else stays as it was.</summary>
public sealed class ConnectionOptionsTests
{
    [Theory]
    [InlineData("keep-alive", "keep-alive")]
    [InlineData("Upgrade,HTTP2-Settings", "Upgrade,HTTP2-Settings")]
    [InlineData("keep-alive,\tAUTHORIZATION ,X-Other", "keep-alive, X-Other")]
    [InlineData("x_user.id", "")]
    [InlineData(",,X-User-ID,,", "")]
    [InlineData("X-User-IDs", "X-User-IDs")]
    [InlineData("", "")]
    public void Clean_LeavesWhatIsNotOurs(string sent, string left) =>
        Assert.Equal(left, new ConnectionOptions(new("Authorization", "X-User-ID")).Clean(sent).ToString());

    [Fact]
    public void Clean_OfSeveralLines_LooksAtEach() =>
        Assert.Equal("close, X-Other", new ConnectionOptions(new("Authorization")).Clean(new StringValues(["close", "authorization, X-Other"])).ToString());
}
