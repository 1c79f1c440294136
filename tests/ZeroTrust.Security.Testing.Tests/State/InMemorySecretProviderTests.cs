using ZeroTrust.Security.Contracts;

namespace ZeroTrust.Security.Testing.Tests.State;

public sealed class InMemorySecretProviderTests : SecretProviderContract
{
    private readonly InMemorySecretProvider _store = new();

    protected override bool TakesFields => true;

    protected override bool KeepsVersions => true;

    protected override bool Tells => true;

    [Fact]
    public async Task Answer_IsGivenInPlaceOfWhatIsKept_AndCounted()
    {
        _store.Set("name", "value");
        _store.Answer = static (_, _) => new(SecretResult.Unavailable("throttled", TimeSpan.FromSeconds(7)));

        var result = await _store.GetAsync(new("name"));

        Assert.Equal((SecretOutcome.Unavailable, TimeSpan.FromSeconds(7)), (result.Outcome, result.RetryAfter));
        Assert.Equal(1, _store.Calls);
    }

    [Fact]
    public async Task Get_Rejected_IsNotUnchanged()
    {
        _store.Set("name", "value");

        Assert.Equal(SecretOutcome.Unchanged, (await _store.GetAsync(new("name") { KnownVersion = "1" })).Outcome);
        Assert.Equal(SecretOutcome.Found, (await _store.GetAsync(new("name") { KnownVersion = "1", IsRejected = true })).Outcome);
    }

    protected override Task<ISecretProvider> OpenAsync() => Task.FromResult<ISecretProvider>(_store);

    protected override Task PutAsync(string name, byte[] value)
    {
        _store.Set(name, value);
        return Task.CompletedTask;
    }

    protected override Task PutAsync(string name, IReadOnlyDictionary<string, string> fields)
    {
        _store.Set(name, [.. fields.Select(static field => (field.Key, field.Value))]);
        return Task.CompletedTask;
    }

    protected override Task RemoveAsync(string name)
    {
        _store.Remove(name);
        return Task.CompletedTask;
    }

    protected override Task<SecretOutcome?> BreakAsync()
    {
        _store.Answer = static (_, _) => new(SecretResult.Unavailable("away"));
        return Task.FromResult<SecretOutcome?>(SecretOutcome.Unavailable);
    }
}
