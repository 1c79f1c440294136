using System.Text;
using ZeroTrust.Security.Secrets.Npgsql.Pools;

namespace ZeroTrust.Security.Secrets.Npgsql.Tests.Pools;

public sealed class CredentialsTests
{
    private static readonly CredentialPlace OfFields = new(SecretRef.Parse("secret://memory/orders"), null, "username", "password");
    private static readonly CredentialPlace OfTheUser = new(SecretRef.Parse("secret://memory/orders#password"), "orders", "username", "password");

    [Fact]
    public void Of_AVersionWithFields_TakesBothOfIt_AndOutlivesIt()
    {
        Credentials credentials;
        using (var version = Version(("username", "user-1"), ("password", "pw-1")))
        {
            credentials = Credentials.Of(version, OfFields);
        }

        Assert.Equal("user-1", credentials.UserName);
        Assert.Equal("pw-1", credentials.Password.Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes)));
    }

    [Fact]
    public void Of_AUserThatTheConnectionStringNames_TakesTheValueAlone()
    {
        using var version = new SecretVersion(Secret.FromText("pw-1"));

        Assert.Equal("orders", Credentials.Of(version, OfTheUser).UserName);
    }

    [Theory]
    [InlineData("username")]
    [InlineData("password")]
    public void Of_AVersionThatLacksOne_IsUnavailable_AndRepeatsNothing(string only)
    {
        using var version = Version((only, "canary-4711"), ("other", "canary-4711"));

        var fault = Assert.Throws<SecretUnavailableException>(() => Credentials.Of(version, OfFields));

        Assert.DoesNotContain("canary-4711", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SeveralFieldsAndNoneNamed_IsUnavailable()
    {
        using var version = Version(("a", "1"), ("b", "2"));

        Assert.Throws<SecretUnavailableException>(() => Credentials.Of(version, OfTheUser));
    }

    [Theory]
    [InlineData("user-1", "pw-1", true)]
    [InlineData("user-2", "pw-1", false)]
    [InlineData("user-1", "pw-2", false)]
    [InlineData("USER-1", "pw-1", false)]
    public void AreSameAs_WhateverElseTheSecretHolds_ComparesBoth(string userName, string password, bool expected)
    {
        using var one = Version(("username", "user-1"), ("password", "pw-1"), ("comment", "a"));
        using var other = Version(("username", userName), ("password", password), ("comment", "b"));

        Assert.Equal(expected, Credentials.Of(one, OfFields).AreSameAs(Credentials.Of(other, OfFields)));
    }

    [Fact]
    public void K3_Credentials_PrintNothing()
    {
        using var version = Version(("username", "user-1"), ("password", "pw-1"));
        var credentials = Credentials.Of(version, OfFields);

        Assert.Equal("[secret]", credentials.ToString());
        Assert.DoesNotContain("pw-1", System.Text.Json.JsonSerializer.Serialize(credentials), StringComparison.Ordinal);
    }

    private static SecretVersion Version(params (string Field, string Value)[] fields) =>
        new(fields.ToDictionary(static field => field.Field, static field => Secret.FromText(field.Value), StringComparer.Ordinal));
}
