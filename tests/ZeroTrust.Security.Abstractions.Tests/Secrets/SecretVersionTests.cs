using System.Text.Json;

namespace ZeroTrust.Security.Abstractions.Tests.Secrets;

public sealed class SecretVersionTests
{
    [Fact]
    public void Value_OfASingleField_IsThatField()
    {
        using var version = new SecretVersion(Fields("value"));

        Assert.Same(version.Fields["value"], version.Value);
    }

    [Fact]
    public void Value_OfSeveralFields_IsNotGuessed()
    {
        using var version = new SecretVersion(Fields("user", "password"));

        Assert.False(version.HasValue);
        Assert.Throws<InvalidOperationException>(() => version.Value);
    }

    [Fact]
    public void Constructor_NothingOrTooMuch_Throws()
    {
        Assert.Throws<ArgumentException>(static () => new SecretVersion(Fields()));
        Assert.Throws<ArgumentException>(static () => new SecretVersion(Fields([.. Enumerable.Range(0, SecretVersion.MaxFields + 1).Select(static i => $"f{i}")])));
        Assert.Throws<ArgumentException>(static () => new SecretVersion(Fields("a/b")));
        Assert.Throws<ArgumentException>(static () => new SecretVersion(new Secret(new byte[SecretVersion.MaxBytes + 1])));
    }

    [Fact]
    public void Dispose_EndsTheValueAndEveryField()
    {
        var fields = Fields("user", "password");
        var whole = Secret.FromText("whole");
        new SecretVersion(fields, whole).Dispose();

        Assert.All([whole, .. fields.Values], static secret => Assert.Throws<ObjectDisposedException>(() => secret.Reveal(0, static (_, _) => 0)));
    }

    [Fact]
    public void K3_EveryWayOfPrinting_ShowsNoValue()
    {
        using var version = new SecretVersion(Fields("user", "password")) { Version = "7" };
        string[] printed = [version.ToString(), JsonSerializer.Serialize(version), JsonSerializer.Serialize<object>(SecretResult.Found(version)), $"{new HeldSecret(version, version)}"];

        Assert.All(printed, static text => Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal));
        Assert.All(printed, static text => Assert.Contains("[secret]", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Results_SayWhatHappened()
    {
        Assert.Equal(SecretOutcome.Unavailable, default(SecretResult).Outcome);
        Assert.Equal(SecretOutcome.Unavailable, default(SecretVersionList).Outcome);
        Assert.Equal(("gone", TimeSpan.FromSeconds(3)), (SecretResult.Unavailable("gone", TimeSpan.FromSeconds(3)).Reason, SecretResult.Unavailable("gone", TimeSpan.FromSeconds(3)).RetryAfter));
        Assert.Equal((SecretOutcome.Refused, "why"), (SecretVersionList.Failed(SecretResult.Refused("why")).Outcome, SecretVersionList.Failed(SecretResult.Refused("why")).Reason));
        Assert.Throws<ArgumentException>(static () => SecretVersionList.Failed(SecretResult.Unchanged()));
        Assert.Throws<ArgumentException>(static () => SecretResult.Missing(""));
    }

    private static Dictionary<string, Secret> Fields(params string[] names) =>
        names.ToDictionary(static name => name, static _ => Secret.FromText("hunter2"), StringComparer.Ordinal);
}
