using System.Text;
using System.Text.Json.Nodes;
using ZeroTrust.Security.Contracts;
using ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

namespace ZeroTrust.Security.Secrets.Vault.Tests.KeyValues;

/// <summary>Key/value secrets, version 2, of an emulated Vault.</summary>
public sealed class KeyValueProviderTests : SecretProviderContract, IAsyncLifetime, IDisposable
{
    private readonly LoginFiles _files = new();
    private readonly List<VaultRig> _rigs = [];
    private VaultEmulation _vault = null!;

    protected override bool TakesBytes => false;

    protected override bool TakesFields => true;

    protected override bool KeepsVersions => true;

    public async Task InitializeAsync() => _vault = await VaultEmulation.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var rig in _rigs)
        {
            await rig.DisposeAsync();
        }

        await _vault.DisposeAsync();
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Get_OtherKindsOfValues_AreTheirJson_AndNullIsNoField()
    {
        _vault.KeyValues.Put("db", JsonNode.Parse("""{ "port": 5432, "ratio": 0.5, "tls": true, "hosts": ["a", "b"], "limits": {"a": 1}, "note": null, "text": "l\u00f6w \"q\" \ud83d\ude00" }""")!.AsObject());

        using var found = (await Read().GetAsync(new("db"))).Version!;

        Assert.Equal(["hosts", "limits", "port", "ratio", "text", "tls"], found.Fields.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("5432", "0.5", "true", """["a","b"]""", """{"a":1}"""), (Text(found, "port"), Text(found, "ratio"), Text(found, "tls"), Text(found, "hosts"), Text(found, "limits")));
        Assert.Equal("löw \"q\" 😀", Text(found, "text"));
        Assert.False(found.HasValue);
    }

    [Fact]
    public async Task Versions_ThatWereDeletedOrDestroyed_AreMissing_AndSaySo()
    {
        for (var version = 1; version <= 4; version++)
        {
            _vault.KeyValues.Put("db", ("password", $"p{version}"));
        }

        _vault.KeyValues.Delete("db", 2);
        _vault.KeyValues.Destroy("db", 1);
        var store = Read();

        var list = await store.ListVersionsAsync("db");
        var deleted = await store.GetAsync(new("db") { Version = "2" });
        var destroyed = await store.GetAsync(new("db") { Version = "1" });
        _vault.KeyValues.Delete("db", 4);
        var newest = await store.GetAsync(new("db"));
        var listedThen = await store.ListVersionsAsync("db");

        Assert.Equal(["4", "3"], list.All.Select(static version => version.Version));
        Assert.All(list.All, version => Assert.Equal(_vault.Clock.GetUtcNow(), version.CreatedAt!.Value, TimeSpan.FromSeconds(1)));
        Assert.Equal((SecretOutcome.Missing, "This version was deleted; it can be undeleted."), (deleted.Outcome, deleted.Reason));
        Assert.Equal(SecretOutcome.Missing, destroyed.Outcome);
        Assert.Contains("destroyed", destroyed.Reason, StringComparison.Ordinal);
        Assert.Equal(SecretOutcome.Missing, newest.Outcome);
        Assert.Empty(listedThen.All);
    }

    [Fact]
    public async Task Get_AVersionThatWillBeDeleted_EndsThen()
    {
        var end = _vault.Clock.GetUtcNow() + TimeSpan.FromHours(3);
        _vault.KeyValues.Put("db", new() { ["password"] = "p1" }, deletedAt: end);

        using var found = (await Read().GetAsync(new("db"))).Version!;

        Assert.Equal(end, found.ExpiresAt);
        Assert.False(found.IsLeased);
    }

    [Fact]
    public async Task Get_ASecretThatWasDeletedAndMadeAnew_IsNewer_ThoughItsNumbersBeginAgain()
    {
        var store = Read();
        _vault.KeyValues.Put("db", ("password", "p1"));
        _vault.KeyValues.Put("db", ("password", "p2"));
        using var before = (await store.GetAsync(new("db"))).Version!;

        _vault.KeyValues.DeleteAll("db");
        _vault.KeyValues.Put("db", ("password", "p3"));
        using var after = (await store.GetAsync(new("db"))).Version!;

        Assert.Equal(("2", "1"), (before.Version, after.Version));
        Assert.True(after.Sequence > before.Sequence);
    }

    [Fact]
    public async Task Get_WithAPathAndAnotherMount_ReadsThat()
    {
        _vault.KeyValues.Put("db/orders@eu+1=a", new() { ["password"] = "p1" }, "team/kv");

        using var found = (await Read("team/kv").GetAsync(new("db/orders@eu+1=a"))).Version!;

        Assert.Equal("p1", VaultRig.Text(found.Value));
        Assert.Equal("team/kv/data/db/orders@eu+1=a", _vault.Requests[^1].Path);
    }

    protected override Task<ISecretProvider> OpenAsync() => Task.FromResult(Read());

    protected override Task PutAsync(string name, byte[] value)
    {
        _vault.KeyValues.Put(name, ("value", Encoding.UTF8.GetString(value)));
        return Task.CompletedTask;
    }

    protected override Task PutAsync(string name, IReadOnlyDictionary<string, string> fields)
    {
        _vault.KeyValues.Put(name, new JsonObject(fields.Select(static field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value))));
        return Task.CompletedTask;
    }

    protected override Task RemoveAsync(string name)
    {
        _vault.KeyValues.DeleteAll(name);
        return Task.CompletedTask;
    }

    protected override Task<SecretOutcome?> BreakAsync()
    {
        _vault.Trouble = static _ => EmulatedAnswer.Error(503, "Vault is sealed");
        return Task.FromResult<SecretOutcome?>(SecretOutcome.Unavailable);
    }

    private static string Text(SecretVersion version, string field) => VaultRig.Text(version.Fields[field]);

    private ISecretProvider Read(string mount = "secret")
    {
        var token = _files.Put("token", _vault.Tokens.Make(TimeSpan.FromHours(1)).Id);
        var rig = new VaultRig(_vault, VaultLogin.TokenFile(token));
        _rigs.Add(rig);
        return rig.KeyValues(mount);
    }
}
