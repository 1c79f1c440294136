using Amazon.Runtime;

namespace ZeroTrust.Security.Secrets.Aws.Tests;

/// <summary>The identity that the service asks with.</summary>
public sealed class AwsIdentityTests : AwsRig
{
    [Fact]
    public async Task Get_WithATemporaryIdentity_SignsItsTokenToo()
    {
        Aws.Identity = ("ASIAEXAMPLE", "secret-key", "session-token");
        Aws.Put("db", Bytes("value"));

        using var found = (await Open(new SessionAWSCredentials("ASIAEXAMPLE", "secret-key", "session-token")).GetAsync(new("db"))).Version!;

        Assert.Equal("value", Text(found.Value));
    }

    [Theory]
    [InlineData("AKIDEXAMPLE", "another-key")]
    [InlineData("AKIDUNKNOWN", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")]
    public async Task Get_WithAnIdentityThatIsNotKnown_IsRefused(string accessKey, string secretKey)
    {
        Aws.Put("db", Bytes("value"));

        Assert.Equal(SecretOutcome.Refused, (await Open(new BasicAWSCredentials(accessKey, secretKey)).GetAsync(new("db"))).Outcome);
    }

    [Fact]
    public async Task Get_SignedForAnotherRegion_IsRefused()
    {
        Aws.Put("db", Bytes("value"));

        Assert.Equal(SecretOutcome.Refused, (await Open(configure: static aws => aws.Region = "us-east-1").GetAsync(new("db"))).Outcome);
    }

    [Fact]
    public async Task H12_Get_WithAnIdentityThatHasEnded_FailsOnce_AndTheNextCallHasANewOne()
    {
        Aws.Put("db", Bytes("value"));
        Aws.Identity = ("ASIA1", "key-1", "token-1");
        using var role = new Role();
        var provider = Open(role);
        (await provider.GetAsync(new("db"))).Version!.Dispose();

        // Revoked at AWS, long before the end that the SDK knows of.
        Aws.Identity = ("ASIA2", "key-2", "token-2");
        var failed = await provider.GetAsync(new("db"));
        var again = await provider.GetAsync(new("db"));

        using var found = again.Version;
        Assert.NotNull(found);
        Assert.NotEqual(SecretOutcome.Found, failed.Outcome);
        Assert.Equal(2, role.Made);
    }

    /// <summary>As the SDK fails, and what it stands on.</summary>
    public static TheoryData<Exception> Faults =>
    [
        new AmazonClientException("Cannot reach c4n4ry-Zq7."), new AmazonServiceException("Cannot assume c4n4ry-Zq7."), new IOException("No c4n4ry-Zq7."), new TaskCanceledException("c4n4ry-Zq7 did not answer."),
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Get_WithoutAnIdentity_IsUnavailable_AndNobodyIsAsked(Exception fault)
    {
        using var role = new Role { Fault = fault };

        var result = await Open(role).GetAsync(new("db"));

        Assert.Equal(SecretOutcome.Unavailable, result.Outcome);
        Assert.DoesNotContain("c4n4ry", result.Reason, StringComparison.Ordinal);
        Assert.Empty(Aws.Headers);
    }

    [Fact]
    public async Task Get_WithTheIdentityOfTheEnvironment_IsFound()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "key-of-the-environment");
        Environment.SetEnvironmentVariable("AWS_REGION", SecretsManagerEmulation.Region);
        Aws.Identity = ("AKIDENVIRONMENT", "key-of-the-environment", null);
        Aws.Put("db", Bytes("value"));
        using var provider = new AwsSecretProvider(new(new() { Endpoint = Aws.Address }), new(null), SecretsManagerClient.CreateHandler(), Clock);

        using var found = (await provider.GetAsync(new("db"))).Version;

        Assert.NotNull(found);
    }

    /// <summary>An identity that is renewed, as that of a role is.</summary>
    private sealed class Role : RefreshingAWSCredentials
    {
        public int Made { get; private set; }

        public Exception? Fault { get; init; }

        protected override CredentialsRefreshState GenerateNewCredentials() => throw new NotSupportedException();

        protected override Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
        {
            if (Fault is not null)
            {
                throw Fault;
            }

            Made++;
            return Task.FromResult(new CredentialsRefreshState(new ImmutableCredentials($"ASIA{Made}", $"key-{Made}", $"token-{Made}"), new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        }
    }
}
