namespace ZeroTrust.Security.Abstractions.Tests.Permissions;

public sealed class PermissionNameTests
{
    [Theory]
    [InlineData("orders:read")]
    [InlineData("orders:items:read")]
    [InlineData("API-v1.orders_x:read/all")]
    public void IsValid_SegmentsJoinedByColons_IsTrue(string name) => Assert.True(PermissionName.IsValid(name));

    [Theory]
    [InlineData("")]
    [InlineData("orders")]
    [InlineData("orders:")]
    [InlineData(":read")]
    [InlineData("orders::read")]
    [InlineData("orders:*")]
    [InlineData("*")]
    [InlineData("orders:read ")]
    [InlineData("orders: read")]
    [InlineData("orders:réad")]
    [InlineData("orders:read\0")]
    public void IsValid_AnythingElse_IsFalse(string name) => Assert.False(PermissionName.IsValid(name));

    [Fact]
    public void IsValid_AtTheLongestLength_FlipsExactlyThere()
    {
        Assert.True(PermissionName.IsValid("a:" + new string('b', PermissionName.MaxLength - 2)));
        Assert.False(PermissionName.IsValid("a:" + new string('b', PermissionName.MaxLength - 1)));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("orders:*", true)]
    [InlineData("orders:items:*", true)]
    [InlineData("orders:read", true)]
    [InlineData("orders", false)]
    [InlineData("*:read", false)]
    [InlineData("orders:*:read", false)]
    [InlineData("orders:re*", false)]
    [InlineData(":*", false)]
    public void IsValidPattern_AllowsAWildcardOnlyAsTheLastSegment(string pattern, bool valid) =>
        Assert.Equal(valid, PermissionName.IsValidPattern(pattern));
}
