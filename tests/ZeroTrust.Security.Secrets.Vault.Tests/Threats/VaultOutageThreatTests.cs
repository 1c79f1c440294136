using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Threats;

/// <summary>A Vault that is sealed, throttled, slow, cut short or lies.</summary>
public sealed class VaultOutageThreatTests : VaultTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(412, SecretOutcome.Unavailable)]
    [InlineData(429, SecretOutcome.Unavailable)]
    [InlineData(472, SecretOutcome.Unavailable)]
    [InlineData(473, SecretOutcome.Unavailable)]
    [InlineData(500, SecretOutcome.Unavailable)]
    [InlineData(501, SecretOutcome.Unavailable)]
    [InlineData(502, SecretOutcome.Unavailable)]
    [InlineData(503, SecretOutcome.Unavailable)]
    [InlineData(400, SecretOutcome.Refused)]
    [InlineData(405, SecretOutcome.Refused)]
    [InlineData(404, SecretOutcome.Missing)]
    [InlineData(204, SecretOutcome.Malformed)]
    [InlineData(201, SecretOutcome.Malformed)]
    public async Task H8_AStatusOfVault_IsWhatItMeans(int status, SecretOutcome expected)
    {
        var store = await StoreAsync();
        Vault.Trouble = _ => status is 201 or 204 ? new(status, null) : EmulatedAnswer.Error(status, "trouble");

        var result = await store.GetAsync(new("db"));
        var list = await store.ListVersionsAsync("db");

        Assert.Equal((expected, expected), (result.Outcome, list.Outcome));
        Assert.DoesNotContain("trouble", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H8_HowLongVaultAsksToBeLeftAlone_IsPassedOn()
    {
        var store = await StoreAsync();
        Vault.Trouble = static _ =>
        {
            var answer = EmulatedAnswer.Error(429, "request path \"secret/data/db\": rate limit quota exceeded");
            answer.Headers["Retry-After"] = "17";
            return answer;
        };

        Assert.Equal(TimeSpan.FromSeconds(17), (await store.GetAsync(new("db"))).RetryAfter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("<html></html>")]
    [InlineData("""{"data":{"data":{"password":"p1"}""")]
    [InlineData("""{"data":{"data":{"password":"p1"},"metadata":{"version":1,"created_time":"2030-01-01T00:00:00Z"}}} trailing""")]
    [InlineData("""{"data":{"data":{"password":"p1"},"metadata":{"version":"1","created_time":"2030-01-01T00:00:00Z"}}}""")]
    [InlineData("""{"data":{"data":{"password":"p1"},"metadata":{"version":1,"created_time":"yesterday"}}}""")]
    [InlineData("""{"data":{"data":{"password":""},"metadata":{"version":1,"created_time":"2030-01-01T00:00:00Z"}}}""")]
    [InlineData("""{"data":{"data":{"password":"p1","password":"p2"},"metadata":{"version":1,"created_time":"2030-01-01T00:00:00Z"}}}""")]
    [InlineData("""{"data":{"data":{"pass word":"p1"},"metadata":{"version":1,"created_time":"2030-01-01T00:00:00Z"}}}""")]
    [InlineData("""{"data":{"data":{"password":"\ud800"},"metadata":{"version":1,"created_time":"2030-01-01T00:00:00Z"}}}""")]
    [InlineData("""{"data":{"data":{},"metadata":{"version":1,"created_time":"2030-01-01T00:00:00Z"}}}""")]
    [InlineData("""{"data":{"data":["p1"],"metadata":{"version":1,"created_time":"2030-01-01T00:00:00Z"}}}""")]
    [InlineData("""{"data":{"password":"p1"}}""")]
    public async Task H8_AnAnswerThatIsNoSecret_IsMalformed(string body)
    {
        var store = await StoreAsync();
        Vault.Trouble = _ => new(200, null) { Raw = body };

        var result = await store.GetAsync(new("db"));

        Assert.Equal(SecretOutcome.Malformed, result.Outcome);
        Assert.DoesNotContain("p1", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task H8_MoreThanAnAnswerMayHave_IsNotRead(bool isAnnounced)
    {
        var store = await StoreAsync();
        var sent = 0L;
        Vault.Wire = async http =>
        {
            http.Response.ContentLength = isAnnounced ? 1L << 40 : null;
            while (!http.RequestAborted.IsCancellationRequested && sent < 64 * 1024 * 1024)
            {
                await http.Response.Body.WriteAsync(new byte[64 * 1024], http.RequestAborted);
                sent += 64 * 1024;
            }
        };

        var result = await store.GetAsync(new("db")).AsTask().WaitAsync(Patience);

        Assert.Equal(SecretOutcome.Malformed, result.Outcome);
        Assert.Contains("more than", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H8_AnAnswerThatIsTooDeep_IsMalformed()
    {
        var store = await StoreAsync();
        Vault.Trouble = static _ => new(200, null) { Raw = $"{{\"data\":{new string('[', 20000)}{new string(']', 20000)}}}" };

        Assert.Equal(SecretOutcome.Malformed, (await store.GetAsync(new("db"))).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task H8_AVaultThatHangs_IsLeftInTime(bool isInTheBody)
    {
        var store = await StoreAsync();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Vault.Wire = async http =>
        {
            if (isInTheBody)
            {
                await http.Response.Body.WriteAsync("{\"data\":"u8.ToArray(), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }

            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        };

        var reading = store.GetAsync(new("db")).AsTask();
        await reached.Task.WaitAsync(Patience);
        Assert.False(reading.IsCompleted);
        Clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(SecretOutcome.Unavailable, (await reading.WaitAsync(Patience)).Outcome);

        // The clock stands still, and what is revoked at the end would wait for it.
        Vault.Wire = null;
    }

    [Fact]
    public async Task H8_AnAnswerThatBreaksOff_OrAServerThatIsGone_IsUnavailable()
    {
        var store = await StoreAsync();
        Vault.Wire = static async http =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.Body.WriteAsync("{\"data\":"u8.ToArray(), http.RequestAborted);
            http.Abort();
        };

        var broken = await store.GetAsync(new("db"));
        await Vault.DisposeAsync();
        var gone = await store.GetAsync(new("db"));

        Assert.Equal((SecretOutcome.Unavailable, SecretOutcome.Unavailable), (broken.Outcome, gone.Outcome));
    }

    [Fact]
    public async Task H8_AnOldAnswer_AsOfAStandbyThatLags_HasALowerSequence()
    {
        var store = await StoreAsync();
        using var first = (await store.GetAsync(new("db"))).Version!;
        Vault.KeyValues.Put("db", ("password", "p2"));
        using var second = (await store.GetAsync(new("db"))).Version!;
        Vault.KeyValues.Forget("db", 1);
        using var old = (await store.GetAsync(new("db"))).Version!;

        Assert.True(second.Sequence > first.Sequence);
        Assert.Equal(first.Sequence, old.Sequence);
    }

    private async Task<ISecretProvider> StoreAsync()
    {
        Vault.KeyValues.Put("db", ("password", "p1"));
        var store = Open(AppRole()).KeyValues();
        (await store.GetAsync(new("db"))).Version!.Dispose();
        return store;
    }
}
