using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class SinkSecretTests : IAsyncLifetime
{
    private const string First = "first-0123456789abcdef0123456789";
    private const string Second = "second-0123456789abcdef0123456789";

    private readonly InMemorySecretProvider _store = new();
    private TargetServer _server = null!;
    private IServiceProvider _services = null!;

    public async Task InitializeAsync() => _server = await TargetServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task H10_AWebhookKeyThatIsRotated_Signs_AndTheOneBeforeBesideItForItsTime()
    {
        _store.Set("key", First);
        await using var sink = await WebhookAsync("key", static options => options.SigningKeyReference = SecretRef.Parse("secret://memory/key"));
        await sink.WriteAsync(ShippedSink.Batch(1));
        Assert.Equal([SignatureOf(_server.Requests[0], First)], Signatures(_server.Requests[0]));

        await RotateAsync(sink, "key", Second);
        await sink.WriteAsync(ShippedSink.Batch(1));
        Assert.Equal([SignatureOf(_server.Requests[1], Second), SignatureOf(_server.Requests[1], First)], Signatures(_server.Requests[1]));

        sink.Clock.Advance(TimeSpan.FromHours(2));
        await sink.WriteAsync(ShippedSink.Batch(1));
        Assert.Equal([SignatureOf(_server.Requests[2], Second)], Signatures(_server.Requests[2]));
    }

    [Fact]
    public async Task H10_ACredentialThatIsRotated_IsInTheNextCall()
    {
        _store.Set("token", "Bearer first");
        await using var sink = await WebhookAsync("token", static options => options.AuthorizationReference = SecretRef.Parse("secret://memory/token"));
        await sink.WriteAsync(ShippedSink.Batch(1));
        await RotateAsync(sink, "token", "Bearer second");
        await sink.WriteAsync(ShippedSink.Batch(1));

        Assert.Equal(["Bearer first", "Bearer second"], _server.Requests.Select(static request => request.Headers["Authorization"]));
    }

    [Fact]
    public async Task AKey_ThatIsTooShort_SignsNothing_AndIsNotRepeated()
    {
        _store.Set("key", "canary-4711");
        await using var sink = await WebhookAsync("key", static options => options.SigningKeyReference = SecretRef.Parse("secret://memory/key"));

        var fault = await Assert.ThrowsAsync<SecretUnavailableException>(async () => await sink.WriteAsync(ShippedSink.Batch(1)));

        Assert.DoesNotContain("canary-4711", fault.ToString(), StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task ASecret_AndAReferenceBesideIt_AreRefused()
    {
        _store.Set("key", First);
        await Assert.ThrowsAsync<OptionsValidationException>(() => WebhookAsync("key", static options =>
            (options.SigningKey, options.SigningKeyReference) = (Secret.FromText(First), SecretRef.Parse("secret://memory/key"))));
    }

    private static string[] Signatures(Received request) => request.Headers["webhook-signature"].ToString().Split(' ');

    private static string SignatureOf(Received request, string key)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}."), .. request.Body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Encoding.ASCII.GetBytes(key), signed))}";
    }

    private async Task<ShippedSink> WebhookAsync(string name, Action<AuditWebhookOptions> configure)
    {
        var sink = new ShippedSink(zt => zt
            .AddSecrets(secrets => secrets.Add("memory", services =>
            {
                _services = services;
                return _store;
            }))
            .AddAuditWebhook(options =>
            {
                options.Address = new(_server.Address, "in");
                configure(options);
            }));
        await Handle(name).GetAsync();
        return sink;
    }

    private async Task RotateAsync(ShippedSink sink, string name, string value)
    {
        // What the store has is read by itself too, and may be at hand before it is asked for.
        var before = Handle(name).Current;
        _store.Set(name, value);
        sink.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.NotNull(await Handle(name).ReplaceAsync(before));
    }

    private ISecretHandle Handle(string name) => _services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse($"secret://memory/{name}"));
}
