namespace ZeroTrust.Security.Abstractions.Tests.Secrets;

public sealed class SecretRefTests
{
    [Theory]
    [InlineData("secret://vault/db/orders#password", "vault", "db/orders", "password")]
    [InlineData("secret://env/DB_PASSWORD", "env", "DB_PASSWORD", null)]
    [InlineData("secret://files-2/.dockerconfigjson#a.b-c_D", "files-2", ".dockerconfigjson", "a.b-c_D")]
    [InlineData("secret://aws/prod/a+b=c@d.e", "aws", "prod/a+b=c@d.e", null)]
    public void Parse_AReference_IsReadAndWrittenBack(string text, string store, string name, string? field)
    {
        var reference = SecretRef.Parse(text);

        Assert.Equal((store, name, field), (reference.Store, reference.Name, reference.Field));
        Assert.Equal(text, reference.ToString());
        Assert.Equal(new SecretRef(store, name, field), reference);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("Secret://vault/db")]
    [InlineData("secret:/vault/db")]
    [InlineData("secret://vault")]
    [InlineData("secret://vault/")]
    [InlineData("secret:///db")]
    [InlineData("secret://Vault/db")]
    [InlineData("secret://user@vault/db")]
    [InlineData("secret://vault/db#")]
    [InlineData("secret://vault/db#a#b")]
    [InlineData("secret://vault/db#a/b")]
    [InlineData("secret://vault/db?version=2")]
    [InlineData("secret://vault/../other/db")]
    [InlineData("secret://vault/db/../../other")]
    [InlineData("secret://vault/%2e%2e/other")]
    [InlineData("secret://vault/db/..data")]
    [InlineData("secret://vault/db//x")]
    [InlineData("secret://vault/./db")]
    [InlineData("secret://vault/db\n")]
    [InlineData("secret://vault/d\u0131b")]
    public void H11_Parse_WhatIsNoReference_IsRefused(string? text)
    {
        Assert.False(SecretRef.TryParse(text, out var reference));
        Assert.Null(reference);
    }

    [Fact]
    public void K1_Parse_AValueThatStandsWhereAReferenceBelongs_IsNotRepeated() =>
        Assert.DoesNotContain("hunter2", Assert.Throws<FormatException>(static () => SecretRef.Parse("hunter2")).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Constructor_TooLong_Throws()
    {
        _ = new SecretRef(new('a', 32), new('b', 512), new('c', 128));

        Assert.Throws<ArgumentException>(static () => new SecretRef(new('a', 33), "b"));
        Assert.Throws<ArgumentException>(static () => new SecretRef("a", new('b', 513)));
        Assert.Throws<ArgumentException>(static () => new SecretRef("a", "b", new('c', 129)));
        Assert.Throws<ArgumentException>(static () => new SecretRequest("../b"));
    }
}
