using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Benchmarks.Secrets;

/// <summary>A secret in force, as its consumers read it, and a reference that is read alone.</summary>
internal sealed class SecretSubject : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly ISecretHandle _handle;
    private readonly SecretVersion? _field;

    public SecretSubject()
    {
        var services = new ServiceCollection();
        services.AddZeroTrustCore().AddSecrets(static secrets => secrets.Add("store", static _ => new OneSecret()));
        _services = services.BuildServiceProvider();
        _handle = _services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse("secret://store/db"));
        _field = _handle.GetAsync().AsTask().GetAwaiter().GetResult();
        if (ReadHandle() != ReadField())
        {
            throw new InvalidOperationException("The handle gives another version.");
        }
    }

    public SecretVersion? ReadField() => Volatile.Read(in _field);

    public SecretVersion? ReadHandle() => _handle.Current;

    public void ReadFields(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _ = Volatile.Read(in _field);
        }
    }

    public void ReadHandles(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _ = _handle.Current;
        }
    }

    public void Dispose() => _services.Dispose();

    private sealed class OneSecret : ISecretProvider
    {
        public ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default) =>
            new(SecretResult.Found(new(Secret.FromText("value"))));
    }
}
