using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Tokens.ApiKeys;

namespace ZeroTrust.Security.Tokens.Tests.Rotation;

public sealed class PepperRotationTests
{
    [Fact]
    public async Task H10_APepperThatIsRotated_IsUsedForNewKeys_AndTheOneBeforeIsTakenForItsTimeAndCounted()
    {
        await using var host = await StartAsync();
        var count = 0.0;
        using var listener = host.Meters.Listen("zerotrust.apikeys.previous_pepper_uses", (_, value) => count += value);
        var older = await CreateAsync(host);

        await host.RotateAsync("pepper", RotationHost.Key(2));
        var newer = await CreateAsync(host);

        Assert.Equal((ApiKeyFailure.None, 0), (Judge(host, newer), count));
        Assert.Equal((ApiKeyFailure.None, 1), (Judge(host, older), count));
        host.Clock.Advance(RotationHost.PreviousFor);
        await PollAsync(host);
        Assert.Equal(ApiKeyFailure.None, Judge(host, newer));
        Assert.Equal(ApiKeyFailure.Unknown, Judge(host, older));
        Assert.Equal(1, count);
    }

    [Fact]
    public async Task AKey_MadeElsewhereUnderTheNextPepper_IsTakenOnceThatIsHere()
    {
        var store = new InMemoryApiKeyStore();
        await using var here = await StartAsync(store);
        await using var there = await StartAsync(store, pepper: 2);
        var text = await CreateAsync(there);
        await PollAsync(here);
        Assert.Equal(ApiKeyFailure.Unknown, Judge(here, text));

        await here.RotateAsync("pepper", RotationHost.Key(2));

        Assert.Equal(ApiKeyFailure.None, Judge(here, text));
    }

    [Fact]
    public async Task ARotation_ToWhatIsNoPepper_LeavesTheOneBefore_AndIsLogged()
    {
        await using var host = await StartAsync();
        var text = await CreateAsync(host);

        await host.RotateAsync("pepper", "canary-4711-too-short");

        Assert.Equal(ApiKeyFailure.None, Judge(host, text));
        Assert.Equal(ApiKeyFailure.None, Judge(host, await CreateAsync(host)));
        Assert.Contains("secret://memory/pepper", Assert.Single(host.Log.Of(2705)), StringComparison.Ordinal);
        Assert.DoesNotContain("canary-4711", string.Concat(host.Log.Of(2705)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APepper_ThatIsLost_RefusesKeysAsUnavailable_AndNotAsWrong()
    {
        await using var host = await StartAsync();
        var text = await CreateAsync(host);
        host.Store.Answer = static (_, _) => new(SecretResult.Unavailable("down"));

        for (var hour = 0; hour < 25; hour++)
        {
            host.Clock.Advance(TimeSpan.FromHours(1));
        }

        await PollAsync(host);
        Assert.Equal(ApiKeyFailure.KeysUnavailable, Judge(host, text));
        await Assert.ThrowsAsync<SecretUnavailableException>(() => CreateAsync(host));
    }

    [Fact]
    public async Task Start_WithWhatIsNoPepper_Stops()
    {
        await using var host = Host(new InMemoryApiKeyStore());
        host.Store.Set("pepper", "canary-4711");

        var fault = await Assert.ThrowsAsync<SecretUnavailableException>(host.StartAsync);

        Assert.DoesNotContain("canary-4711", fault.ToString(), StringComparison.Ordinal);
    }

    private static RotationHost Host(IApiKeyStore store) => new(zt =>
    {
        zt.Services.AddSingleton(store);
        zt.AddApiKeyManagement(static options => options.PepperReference = SecretRef.Parse("secret://memory/pepper"));
    });

    private static async Task<RotationHost> StartAsync(IApiKeyStore? store = null, int pepper = 1)
    {
        var host = Host(store ?? new InMemoryApiKeyStore());
        host.Store.Set("pepper", RotationHost.Key(pepper));
        await host.StartAsync();
        return host;
    }

    // A reading is as old as its beginning: one that is under way must end before the clock moves, or it counts as one of before.
    private static async Task PollAsync(RotationHost host)
    {
        var follower = host.Services.GetRequiredService<ApiKeyFollower>();
        await follower.Flight;
        host.Clock.Advance(new ApiKeyOptions().PollInterval);
        await follower.Flight;
    }

    private static async Task<string> CreateAsync(RotationHost host)
    {
        var created = await host.Services.GetRequiredService<IApiKeyService>().CreateAsync(new("orders"));
        return created.Text.Reveal(0, static (bytes, _) => Encoding.ASCII.GetString(bytes));
    }

    private static ApiKeyFailure Judge(RotationHost host, string text) => host.Services.GetRequiredService<IApiKeyVerifier>().Verify(text).Failure;
}
