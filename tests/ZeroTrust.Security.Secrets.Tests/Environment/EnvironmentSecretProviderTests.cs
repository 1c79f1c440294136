using System.Collections.Concurrent;
using System.Text;
using ZeroTrust.Security.Contracts;

namespace ZeroTrust.Security.Secrets.Tests.Environment;

public sealed class EnvironmentSecretProviderTests : SecretProviderContract
{
    private readonly ConcurrentDictionary<string, string> _variables = new(StringComparer.Ordinal);

    protected override bool TakesBytes => false;

    [Fact]
    public async Task H11_Get_WhatIsBesideThePrefix_IsOutOfReach()
    {
        _variables["PATH"] = "/bin";

        Assert.Equal(SecretOutcome.Missing, (await (await OpenAsync()).GetAsync(new("PATH"))).Outcome);
    }

    [Fact]
    public async Task AddEnvironment_ReadsTheProcess()
    {
        System.Environment.SetEnvironmentVariable("ZT_SECRETS_TEST", "value");
        await using var rig = new SecretRig(static secrets => secrets.AddEnvironment("ZT_SECRETS_"));

        var handle = rig.Secrets.GetHandle(SecretRef.Parse("secret://env/TEST"));

        Assert.Equal("value", SecretRig.Text((await handle.GetAsync()).Value));
    }

    protected override string NameOf(char letter) => $"DB_PASSWORD_{letter}";

    protected override Task<ISecretProvider> OpenAsync() => Task.FromResult<ISecretProvider>(new EnvironmentSecretProvider("APP_", _variables.GetValueOrDefault));

    protected override Task PutAsync(string name, byte[] value)
    {
        _variables["APP_" + name] = Encoding.UTF8.GetString(value);
        return Task.CompletedTask;
    }

    protected override Task RemoveAsync(string name)
    {
        _variables.Remove("APP_" + name, out _);
        return Task.CompletedTask;
    }

    protected override Task<SecretOutcome?> BreakAsync() => Task.FromResult<SecretOutcome?>(null);
}
