using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.Secrets.Azure.Tests;

/// <summary>What each answer of Key Vault becomes.</summary>
public sealed class KeyVaultAnswersTests : KeyVaultRig
{
    [Theory]
    [InlineData(404, "SecretNotFound", null, SecretOutcome.Missing, "no such secret")]
    [InlineData(404, "SomethingElse", null, SecretOutcome.Refused, "404")]
    [InlineData(400, "BadParameter", null, SecretOutcome.Refused, "400")]
    [InlineData(403, "Forbidden", "ForbiddenByRbac", SecretOutcome.Refused, "Key Vault Secrets User")]
    [InlineData(403, "Forbidden", "ForbiddenByFirewall", SecretOutcome.Refused, "firewall")]
    [InlineData(403, "Forbidden", "SecretDisabled", SecretOutcome.Refused, "disabled")]
    [InlineData(403, "Forbidden", "SomethingNew", SecretOutcome.Refused, "may not read")]
    [InlineData(403, "Forbidden", null, SecretOutcome.Refused, "may not read")]
    [InlineData(429, "Throttled", null, SecretOutcome.Unavailable, "429")]
    [InlineData(500, "InternalServerError", null, SecretOutcome.Unavailable, "500")]
    [InlineData(503, "SecretNotFound", null, SecretOutcome.Unavailable, "503")]
    public async Task H8_Get_AnError_IsWhatItsCodesSay_AskedOnce_AndNothingOfItsMessage(int status, string code, string? inner, SecretOutcome outcome, string told)
    {
        Vault.Put("db", "value");
        Vault.Instead = http => KeyVaultEmulation.FailAsync(http, status, code, inner);

        var result = await Open().GetAsync(new("db"));

        Assert.Equal(outcome, result.Outcome);
        Assert.Contains(told, result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("c4n4ry", result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("SomethingNew", result.Reason, StringComparison.Ordinal);
        Assert.Single(Vault.Requests);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task H8_Get_Throttled_SaysForHowLong_AndIsNotAskedAgain(int status)
    {
        Vault.Instead = http =>
        {
            http.Response.Headers.RetryAfter = "17";
            return KeyVaultEmulation.FailAsync(http, status, "Throttled");
        };

        var result = await Open().GetAsync(new("db"));

        Assert.Equal((SecretOutcome.Unavailable, TimeSpan.FromSeconds(17)), (result.Outcome, result.RetryAfter));
        Assert.Single(Vault.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("""{"value":"val""")]
    [InlineData("""{"value":"value"}""")]
    [InlineData("""{"value":null,"id":"https://VAULT/secrets/db/0123","attributes":{"enabled":true}}""")]
    [InlineData("""{"value":"","id":"https://VAULT/secrets/db/0123","attributes":{"enabled":true}}""")]
    [InlineData("""{"id":"https://VAULT/secrets/db/0123","attributes":{"enabled":true}}""")]
    [InlineData("""{"value":"value","id":"https://VAULT/secrets/other/0123","attributes":{"enabled":true}}""")]
    [InlineData("""{"value":"value","id":"https://others.vault.azure.net/secrets/db/0123","attributes":{"enabled":true}}""")]
    [InlineData("""{"value":"value","id":"https://VAULT/secrets/db","attributes":{"enabled":true}}""")]
    [InlineData("""{"value":"value","id":"nonsense","attributes":{"enabled":true}}""")]
    public async Task H8_Get_AnAnswerThatIsNoSecret_IsMalformed(string body)
    {
        Vault.Instead = async http =>
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(body.Replace("VAULT", Vault.Vault.Host, StringComparison.Ordinal), http.RequestAborted);
            return true;
        };

        var result = await Open().GetAsync(new("db"));

        // What is no object at all the SDK takes for no answer.
        Assert.Equal(body == "null" ? SecretOutcome.Unavailable : SecretOutcome.Malformed, result.Outcome);
        Assert.Null(result.Version);
    }

    [Fact]
    public async Task H8_Get_OneVersion_AnsweredWithAnother_IsMalformed()
    {
        var first = Vault.Put("db", "first");
        var second = Vault.Put("db", "second");
        Vault.Altered = answer =>
        {
            answer["id"] = $"https://{Vault.Vault.Host}/secrets/db/{second}";
            return answer;
        };

        Assert.Equal(SecretOutcome.Malformed, (await Open().GetAsync(new("db") { Version = first })).Outcome);
    }

    [Fact]
    public async Task H8_Get_AConnectionCutInTheMiddle_IsUnavailable()
    {
        Vault.Instead = static async http =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.WriteAsync("{\"value\":\"val", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            http.Abort();
            return true;
        };

        Assert.Equal(SecretOutcome.Unavailable, (await Open().GetAsync(new("db"))).Outcome);
    }

    [Fact]
    public async Task H8_Get_AnAnswerLongerThanAnyOfASecret_IsNotReadToItsEnd()
    {
        Vault.Instead = async http =>
        {
            await http.Response.WriteAsync(new string(' ', 1024 * 1024), http.RequestAborted);
            await http.Response.WriteAsync($$$"""{"value":"value","id":"https://{{{Vault.Vault.Host}}}/secrets/db/0123","attributes":{"enabled":true}}""", http.RequestAborted);
            return true;
        };

        Assert.Equal(SecretOutcome.Unavailable, (await Open().GetAsync(new("db"))).Outcome);
    }

    [Fact]
    public async Task H8_Get_AVaultThatHangs_IsLeftAsSoonAsTheCallIsCancelled()
    {
        var arrived = new TaskCompletionSource();
        var left = new TaskCompletionSource();
        Vault.Instead = async http =>
        {
            http.RequestAborted.Register(() => left.TrySetResult());
            arrived.TrySetResult();
            await left.Task;
            return true;
        };
        using var cancel = new CancellationTokenSource();

        var asking = Open().GetAsync(new("db"), cancel.Token).AsTask();
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task H8_Get_ADisabledVersion_OrOneThatIsNotValidYet_IsRefused_ThoughTheVaultHandsItOut()
    {
        Vault.Put("disabled", "value", static attributes => attributes["enabled"] = false);
        Vault.Put("told", "value");
        Vault.Put("later", "value", attributes => attributes["nbf"] = Clock.GetUtcNow().AddMinutes(1).ToUnixTimeSeconds());
        var provider = Open();

        Assert.Equal(SecretOutcome.Refused, (await provider.GetAsync(new("disabled"))).Outcome);
        Assert.Equal(SecretOutcome.Refused, (await provider.GetAsync(new("later"))).Outcome);
        Vault.Altered = static answer =>
        {
            answer["attributes"]!["enabled"] = false;
            return answer;
        };
        Assert.Equal(SecretOutcome.Refused, (await provider.GetAsync(new("told"))).Outcome);

        Vault.Altered = static answer => answer;
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await provider.GetAsync(new("later"))).Version!.Dispose();
    }

    [Fact]
    public async Task Get_AVersionWithAnEnd_HasIt()
    {
        var end = DateTimeOffset.FromUnixTimeSeconds(Clock.GetUtcNow().AddDays(1).ToUnixTimeSeconds());
        Vault.Put("db", "value", attributes => attributes["exp"] = end.ToUnixTimeSeconds());

        using var found = (await Open().GetAsync(new("db"))).Version!;

        Assert.Equal((end, false), (found.ExpiresAt, found.IsLeased));
    }

    [Fact]
    public async Task Get_AnObject_HasItsMembersAsFields()
    {
        Vault.Put("db", """{"user":"app","password":"p@ss"}""");

        using var found = (await Open().GetAsync(new("db"))).Version!;

        Assert.Equal(("app", "p@ss"), (Text(found.Fields["user"]), Text(found.Fields["password"])));
    }

    [Fact]
    public async Task ListVersions_AreThoseThatCanBeRead_TheNewestFirst_FromAllPages()
    {
        Vault.PageSize = 2;
        var made = Enumerable.Range(0, 5).Select(number => Vault.Put("db", $"value-{number}", attributes => attributes["enabled"] = number != 2)).ToArray();

        var list = await Open().ListVersionsAsync("db");

        Assert.Equal([made[4], made[3], made[1], made[0]], list.All.Select(static version => version.Version));
        Assert.Equal(3, Vault.Requests.Count);
    }

    [Fact]
    public async Task H12_ListVersions_WhoseNextPageIsElsewhere_AreNotAskedForThere()
    {
        Vault.Put("db", "value");
        Vault.Altered = static answer =>
        {
            answer["nextLink"] = "https://elsewhere.vault.azure.net/secrets/db/versions?api-version=7.5&$skiptoken=1";
            return answer;
        };

        var list = await Open().ListVersionsAsync("db");

        Assert.Equal(SecretOutcome.Unavailable, list.Outcome);
        Assert.Single(Vault.Requests);
    }

    [Fact]
    public async Task H8_ListVersions_WithoutAnEnd_Ends()
    {
        Vault.Put("db", "value");
        Vault.Altered = answer =>
        {
            var one = answer["value"]![0]!;
            return new()
            {
                ["value"] = new JsonArray([.. Enumerable.Range(0, 100).Select(_ => one.DeepClone())]),
                ["nextLink"] = $"https://{Vault.Vault.Host}:443/secrets/db/versions?api-version=7.5&$skiptoken=0",
            };
        };

        Assert.Equal(SecretOutcome.Malformed, (await Open().ListVersionsAsync("db")).Outcome);
        Assert.InRange(Vault.Requests.Count, 10, 12);
    }

    [Theory]
    [InlineData("db/password")]
    [InlineData("db_password")]
    [InlineData("versions/../db")]
    public async Task H11_Get_ANameThatIsAPath_IsNotAskedFor(string name)
    {
        Vault.Put("db", "value");
        var provider = Open();
        if (name.Contains("..", StringComparison.Ordinal))
        {
            Assert.Throws<ArgumentException>(() => new SecretRequest(name));
            return;
        }

        Assert.Equal(SecretOutcome.Missing, (await provider.GetAsync(new(name))).Outcome);
        Assert.Equal(SecretOutcome.Missing, (await provider.ListVersionsAsync(name)).Outcome);
        Assert.Empty(Vault.Headers);
    }

    [Theory]
    [InlineData("../other")]
    [InlineData("a?b")]
    [InlineData("a/b")]
    [InlineData("")]
    public async Task H11_Get_AVersionThatLeadsElsewhere_IsNotAskedFor(string version)
    {
        Assert.Equal(SecretOutcome.Missing, (await Open().GetAsync(new("db") { Version = version })).Outcome);
        Assert.Empty(Vault.Headers);
    }
}
