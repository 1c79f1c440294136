using ZeroTrust.Security.AspNetCore.Certificates;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>SPIFFE IDs in their one form.</summary>
public sealed class SpiffeIdTests
{
    [Theory]
    [InlineData("spiffe://prod.example/ns/shop/sa/orders")]
    [InlineData("spiffe://cluster.local/a")]
    [InlineData("spiffe://my_domain-1/A.b-C_9/...")]
    public void OfAWorkload_IsTaken(string id) => Assert.True(SpiffeId.IsValid(id));

    [Theory]
    [InlineData("")]
    [InlineData("spiffe://")]
    [InlineData("spiffe://prod.example")]
    [InlineData("spiffe://prod.example/")]
    [InlineData("spiffe:///orders")]
    [InlineData("spiffe:/prod.example/orders")]
    [InlineData("Spiffe://prod.example/orders")]
    [InlineData("spiffe://Prod.example/orders")]
    [InlineData("spiffe://prod.example:8080/orders")]
    [InlineData("spiffe://u:p@prod.example/orders")]
    [InlineData("spiffe://prod.example//orders")]
    [InlineData("spiffe://prod.example/orders/")]
    [InlineData("spiffe://prod.example/./orders")]
    [InlineData("spiffe://prod.example/x/../orders")]
    [InlineData("spiffe://prod.example/orders?a=b")]
    [InlineData("spiffe://prod.example/orders#a")]
    [InlineData("spiffe://prod.example/ord%65rs")]
    [InlineData("spiffe://prod.example/ordérs")]
    [InlineData("spiffe://prod.example/orders\0")]
    [InlineData(" spiffe://prod.example/orders")]
    [InlineData("https://prod.example/orders")]
    public void AnythingElse_IsNot(string id) => Assert.False(SpiffeId.IsValid(id));

    [Fact]
    public void Length_IsBounded()
    {
        var longest = "spiffe://prod.example/" + new string('a', SpiffeId.MaxBytes - "spiffe://prod.example/".Length);
        Assert.True(SpiffeId.IsValid(longest));
        Assert.False(SpiffeId.IsValid(longest + "a"));
        Assert.True(SpiffeId.IsValid($"spiffe://{new string('a', 255)}/x"));
        Assert.False(SpiffeId.IsValid($"spiffe://{new string('a', 256)}/x"));
    }
}
