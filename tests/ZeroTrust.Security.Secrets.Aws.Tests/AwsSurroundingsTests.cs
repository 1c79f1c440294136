using Amazon.Runtime;
using ZeroTrust.Security.Contracts;

namespace ZeroTrust.Security.Secrets.Aws.Tests;

/// <summary>Identities as services are given them in clusters and containers, had and renewed by the SDK itself.</summary>
public sealed class AwsSurroundingsTests : AwsRig
{
    [Fact]
    public async Task H12_Get_WithTheIdentityOfAServiceAccount_IsFound_AndNothingSaysIt()
    {
        await using var sts = await IdentityEmulation.StartAsync();
        sts.OnMade = () => Aws.Identity = sts.Made;
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, sts.Proof);
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_STS", sts.Address.AbsoluteUri);
        Environment.SetEnvironmentVariable("AWS_REGION", SecretsManagerEmulation.Region);
        Aws.Put("db", Bytes("c4n4ry-Zq7-value"));
        using var everything = new Everything();

        var result = await Open(new AssumeRoleWithWebIdentityCredentials(file, "arn:aws:iam::123456789012:role/orders", "orders")).GetAsync(new("db"));

        using var found = result.Version;
        everything.Say($"{result} {found}");
        File.Delete(file);
        Assert.NotNull(found);
        Assert.Contains("c4n4ry-Zq7-token-1", Aws.Headers, StringComparison.Ordinal);
        Assert.Contains("System.Net.Http", everything.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("c4n4ry", everything.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H12_Get_WithTheIdentityOfAContainer_IsRenewedAheadOfItsEnd()
    {
        await using var agent = await IdentityEmulation.StartAsync();
        agent.OnMade = () => Aws.Identity = agent.Made;

        // Within what the SDK renews ahead of the end: a reading has it made anew, and may itself be signed by the one before.
        agent.Expiration = TimeProvider.System.GetUtcNow().AddMinutes(2);
        Environment.SetEnvironmentVariable("AWS_CONTAINER_CREDENTIALS_FULL_URI", new Uri(agent.Address, "credentials").AbsoluteUri);
        Environment.SetEnvironmentVariable("AWS_CONTAINER_AUTHORIZATION_TOKEN", agent.Proof);
        Aws.Put("db", Bytes("value"));
        var provider = Open(new GenericContainerCredentials());

        (await provider.GetAsync(new("db"))).Version!.Dispose();
        Assert.Equal("ASIA1", Aws.Identity.AccessKey);

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        SecretResult result;
        do
        {
            result = await provider.GetAsync(new("db"), patience.Token);
            result.Version?.Dispose();
        }
        while (result.Version is null || Aws.Identity.AccessKey == "ASIA1");
    }
}
