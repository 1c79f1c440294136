using ZeroTrust.Security.Masking;

namespace ZeroTrust.Security.AspNetCore.Tests.Auditing;

public sealed class SecretMaskTests
{
    private const string Made = "Zk3vQ8sLw0RtYb2NcXe7UaHf5JgMd1Po9iKzVqTxEy4";

    [Theory]
    [InlineData("got eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln here", "got [masked] here")]
    [InlineData("Authorization: Bearer abc.def", "Authorization: Bearer [masked]")]
    [InlineData("a?token=abc&b=1", "a?token=[masked]&b=1")]
    [InlineData("password=hunter2; x", "password=[masked]; x")]
    [InlineData("key " + Made + "!", "key [masked]!")]
    [InlineData("zt_abcdefGHIJ012345_" + Made + "_a1b2c3", "[masked]")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", "[masked]")]
    [InlineData("x -----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY----- y", "x [masked]")]
    [InlineData("one " + Made + " two " + Made, "one [masked] two [masked]")]
    public void Apply_CredentialShapes_AreMasked(string text, string masked) => Assert.Equal(masked, SecretMask.Apply(text));

    [Theory]
    [InlineData("")]
    [InlineData("order-1")]
    [InlineData("Customers/alice/orders/12345/Lines/77/refunds/of/2026")]
    [InlineData("0d5f1a9e-8f6c-4a55-9d0c-5a0a4f6f3c11")]
    [InlineData("da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")]
    [InlineData("a plain sentence, with words that are not secret at all")]
    public void Apply_OrdinaryText_StaysTheSameInstance(string text) => Assert.Same(text, SecretMask.Apply(text));
}
