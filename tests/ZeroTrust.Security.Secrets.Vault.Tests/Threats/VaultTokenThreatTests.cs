using System.Text;
using ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Threats;

/// <summary>The service's own token: it does not run out, goes nowhere else, and is in no output.</summary>
public sealed class VaultTokenThreatTests : VaultTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.999999)]
    public async Task H12_TheTokenOfTheService_IsRenewedBeforeTwoThirdsOfItsLife(double jitter)
    {
        Vault.KeyValues.Put("db", ("password", "p1"));
        var rig = Open(AppRole(), jitter: jitter);
        (await rig.KeyValues().GetAsync(new("db"))).Version!.Dispose();
        var token = Vault.Tokens.Live.Single();
        for (var minute = 0; minute < 12 * 60; minute++)
        {
            var left = token.EndsAt - Clock.GetUtcNow();
            Assert.True(left > TimeSpan.FromMinutes(20), $"{minute}: {left}");
            await rig.AdvanceAsync(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        }

        Assert.Equal(1, Vault.CountOf("POST", "auth/approle/login"));
        Assert.InRange(Vault.CountOf("POST", "auth/token/renew-self"), 18, 24);
    }

    [Fact]
    public async Task H12_ATokenThatIsTakenNoMoreInTheMiddleOfTheRun_IsReplacedOnce_AndNothingFails()
    {
        Vault.KeyValues.Put("db", ("password", "p1"));
        var store = Open(AppRole()).KeyValues();
        for (var round = 0; round < 5; round++)
        {
            var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => store.GetAsync(new("db")).AsTask()));
            Assert.All(results, static result => Assert.Equal(SecretOutcome.Found, result.Outcome));
            Array.ForEach(results, static result => result.Version!.Dispose());
            Vault.Tokens.Revoke(Vault.Tokens.Live.Single());
        }

        Assert.Equal(5, Vault.CountOf("POST", "auth/approle/login"));
    }

    [Fact]
    public async Task H12_ATokenThatCannotBeRenewedInTime_IsHadAnew_WhenVaultIsBack()
    {
        Vault.KeyValues.Put("db", ("password", "p1"));
        var rig = Open(AppRole());
        (await rig.KeyValues().GetAsync(new("db"))).Version!.Dispose();

        Vault.Trouble = static _ => EmulatedAnswer.Error(503, "Vault is sealed");
        await rig.AdvanceAsync(TimeSpan.FromHours(2), TimeSpan.FromSeconds(30));
        Vault.Trouble = null;
        await rig.AdvanceAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30));
        using var found = (await rig.KeyValues().GetAsync(new("db"))).Version;

        Assert.NotNull(found);
        Assert.Single(rig.Log, static line => line.StartsWith("Warning 5503", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task H12_ARedirect_IsNotFollowed_AndTheTokenGoesNowhereElse(int status)
    {
        await using var other = await VaultEmulation.StartAsync(Clock);
        Vault.KeyValues.Put("db", ("password", "p1"));
        other.KeyValues.Put("db", ("password", "wrong"));
        var rig = Open(AppRole());
        (await rig.KeyValues().GetAsync(new("db"))).Version!.Dispose();
        Vault.Trouble = request =>
        {
            var answer = new EmulatedAnswer(status, null);
            answer.Headers["Location"] = $"{other.Address.AbsoluteUri}v1/{request.Path}";
            return answer;
        };

        var result = await rig.KeyValues().GetAsync(new("db"));
        await rig.DisposeAsync();

        Assert.Equal(SecretOutcome.Unavailable, result.Outcome);
        Assert.Contains("not followed", result.Reason, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task H12_K1_NoOutput_HoldsATokenASecretIdALeaseOrAValue()
    {
        Vault.KeyValues.Put("db", ("password", "V4lu3C4n4ry"));
        Vault.Logins.Grant = (TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), "service", ["orders"]);
        Vault.Database.Role = (TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20), true);
        var rig = Open(AppRole(), stores: static secrets => secrets.AddVaultDatabase().Require("secret://vault-db/orders", "the test", "username"));
        await rig.StartAsync();
        var reasons = new List<string?>();
        foreach (var trouble in Troubles())
        {
            Vault.Trouble = trouble;
            reasons.Add((await rig.KeyValues().GetAsync(new("db"))).Reason);
            reasons.Add($"{await rig.KeyValues().ListVersionsAsync("db")}");
            await rig.AdvanceAsync(TimeSpan.FromMinutes(6), TimeSpan.FromSeconds(20));
        }

        var tokens = Vault.Requests.Select(static request => request.Token).OfType<string>().Distinct().ToArray();
        await rig.DisposeAsync();
        var output = string.Join('\n', [.. rig.Log, .. reasons]);

        Assert.NotEmpty(rig.Log);
        Assert.NotEmpty(tokens);
        foreach (var secret in (string[])[.. tokens, "S3cr3tIdC4n4ry", "L34s3C4n4ry", "V4lu3C4n4ry", "P4ssC4n4ry", "T0k3nC4n4ry"])
        {
            foreach (var form in FormsOf(secret))
            {
                Assert.DoesNotContain(form, output, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    private static Func<EmulatedRequest, EmulatedAnswer?>?[] Troubles() =>
    [
        null,
        static request => EmulatedAnswer.Error(403, $"permission denied for {request.Token} {request.Text} V4lu3C4n4ry"),
        static request => EmulatedAnswer.Error(500, $"failed for {request.Token} with lease database/creds/orders/L34s3C4n4ry1"),
        static request => new(200, null) { Raw = $"{{\"data\":{{\"data\":{{\"password\":\"V4lu3C4n4ry\",\"{request.Token}\":" },
        static request => new(200, new() { ["auth"] = request.Token, ["data"] = new System.Text.Json.Nodes.JsonObject { ["data"] = "V4lu3C4n4ry" } }),
        null,
    ];

    private static string[] FormsOf(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        return [secret, Convert.ToBase64String(bytes).TrimEnd('='), Convert.ToHexString(bytes), Uri.EscapeDataString(secret)];
    }
}
