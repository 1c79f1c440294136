using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.Secrets.Aws.Tests;

/// <summary>What each answer of Secrets Manager becomes.</summary>
public sealed class AwsAnswersTests : AwsRig
{
    [Theory]
    [InlineData(400, "ResourceNotFoundException", SecretOutcome.Missing)]
    [InlineData(400, "com.amazonaws.secretsmanager#ResourceNotFoundException", SecretOutcome.Missing)]
    [InlineData(400, "AccessDeniedException", SecretOutcome.Refused)]
    [InlineData(400, "DecryptionFailure", SecretOutcome.Refused)]
    [InlineData(400, "InvalidRequestException", SecretOutcome.Refused)]
    [InlineData(400, "InvalidParameterException", SecretOutcome.Refused)]
    [InlineData(400, "ValidationException", SecretOutcome.Refused)]
    [InlineData(400, "UnrecognizedClientException", SecretOutcome.Refused)]
    [InlineData(400, "InvalidSignatureException", SecretOutcome.Refused)]
    [InlineData(400, "ExpiredTokenException", SecretOutcome.Unavailable)]
    [InlineData(400, "ThrottlingException", SecretOutcome.Unavailable)]
    [InlineData(429, "TooManyRequestsException", SecretOutcome.Unavailable)]
    [InlineData(500, "InternalServiceError", SecretOutcome.Unavailable)]
    [InlineData(503, "ResourceNotFoundException", SecretOutcome.Unavailable)]
    [InlineData(403, "SomethingNew", SecretOutcome.Refused)]
    public async Task H8_Get_AnError_IsWhatItsTypeSays_AndNothingOfItsMessage(int status, string type, SecretOutcome outcome)
    {
        Aws.Put("db", Bytes("value"));
        Aws.Instead = (http, _) => SecretsManagerEmulation.FailAsync(http, status, type);

        var result = await Open().GetAsync(new("db"));
        var list = await Open().ListVersionsAsync("db");

        Assert.Equal((outcome, outcome), (result.Outcome, list.Outcome));
        Assert.All([result.Reason, list.Reason], static reason => Assert.DoesNotContain("123456789012", reason, StringComparison.Ordinal));
        Assert.DoesNotContain("SomethingNew", result.Reason, StringComparison.Ordinal);
        Assert.Equal(2, Aws.Requests.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task H8_Get_Throttled_SaysForHowLong(int status)
    {
        Aws.Instead = (http, _) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = "17";
            return Task.FromResult(true);
        };

        var result = await Open().GetAsync(new("db"));

        Assert.Equal((SecretOutcome.Unavailable, TimeSpan.FromSeconds(17)), (result.Outcome, result.RetryAfter));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("""{"Name":"db","VersionId":"v","VersionStages":["AWSCURRENT"],"SecretString":"val""")]
    [InlineData("""{"Name":"db","VersionId":"v","VersionStages":["AWSCURRENT"],"SecretString":"value"} {""")]
    [InlineData("""{"Name":"db","VersionId":"v","VersionStages":["AWSCURRENT"]}""")]
    [InlineData("""{"Name":"db","VersionId":"v","VersionStages":["AWSCURRENT"],"SecretString":null}""")]
    [InlineData("""{"Name":"db","VersionId":"v","VersionStages":["AWSCURRENT"],"SecretString":""}""")]
    [InlineData("""{"Name":"db","VersionId":"v","VersionStages":["AWSCURRENT"],"SecretString":"\ud800"}""")]
    [InlineData("""{"Name":"db","VersionId":"v","VersionStages":["AWSCURRENT"],"SecretBinary":""}""")]
    [InlineData("""{"Name":"db","VersionId":"v","VersionStages":["AWSCURRENT"],"SecretBinary":"dmFs*"}""")]
    [InlineData("""{"Name":"db","VersionId":"v","VersionStages":["AWSCURRENT"],"SecretString":"one","SecretString":"two"}""")]
    [InlineData("""{"Name":"db","VersionId":"v","VersionStages":["AWSCURRENT"],"SecretString":"one","SecretBinary":"dHdv"}""")]
    [InlineData("""{"Name":"other","VersionId":"v","VersionStages":["AWSCURRENT"],"SecretString":"value"}""")]
    [InlineData("""{"VersionId":"v","VersionStages":["AWSCURRENT"],"SecretString":"value"}""")]
    [InlineData("""{"Name":"db","VersionId":"v","VersionStages":["AWSPREVIOUS"],"SecretString":"value"}""")]
    [InlineData("""{"Name":"db","VersionStages":["AWSCURRENT"],"SecretString":"value"}""")]
    public async Task H8_Get_AnAnswerThatIsNoSecret_IsMalformed(string body)
    {
        Aws.Instead = async (http, _) =>
        {
            await http.Response.WriteAsync(body, http.RequestAborted);
            return true;
        };

        var result = await Open().GetAsync(new("db"));

        Assert.Equal(SecretOutcome.Malformed, result.Outcome);
        Assert.Null(result.Version);
        Assert.DoesNotContain("value", result.Reason!.Replace("Its value", "", StringComparison.Ordinal).Replace("without a value", "", StringComparison.Ordinal).Replace("two values", "", StringComparison.Ordinal).Replace("binary value", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task H8_Get_OneVersion_AnsweredWithAnother_IsMalformed()
    {
        var first = Aws.Put("db", Bytes("first"));
        var second = Aws.Put("db", Bytes("second"));
        Aws.Altered = answer =>
        {
            answer["VersionId"] = second;
            return answer;
        };

        Assert.Equal(SecretOutcome.Malformed, (await Open().GetAsync(new("db") { Version = first })).Outcome);
    }

    [Fact]
    public async Task H8_Get_AConnectionCutInTheMiddle_IsUnavailable()
    {
        Aws.Put("db", Bytes("value"));
        Aws.Instead = static async (http, _) =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.WriteAsync("{\"Name\":\"db\",", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            http.Abort();
            return true;
        };

        Assert.Equal(SecretOutcome.Unavailable, (await Open().GetAsync(new("db"))).Outcome);
    }

    [Fact]
    public async Task H8_Get_AnAnswerLongerThanAnyOfASecret_IsNotReadToItsEnd()
    {
        Aws.Instead = async (http, _) =>
        {
            await http.Response.WriteAsync(new string(' ', 1024 * 1024), http.RequestAborted);
            await http.Response.WriteAsync("""{"Name":"db","VersionId":"v","VersionStages":["AWSCURRENT"],"SecretString":"value"}""", http.RequestAborted);
            return true;
        };

        Assert.Equal(SecretOutcome.Malformed, (await Open().GetAsync(new("db"))).Outcome);
    }

    [Fact]
    public async Task H8_Get_AConnectionThatIsNotTakenInTime_IsUnavailable()
    {
        using var provider = new AwsSecretProvider(new(new() { Region = SecretsManagerEmulation.Region }), new(new Amazon.Runtime.BasicAWSCredentials("AKIDEXAMPLE", "key")), new Silence(), Clock);

        Assert.Equal(SecretOutcome.Unavailable, (await provider.GetAsync(new("db"))).Outcome);
    }

    [Fact]
    public async Task H8_Get_Nobody_IsUnavailable()
    {
        var provider = Open();
        await Aws.DisposeAsync();

        Assert.Equal(SecretOutcome.Unavailable, (await provider.GetAsync(new("db"))).Outcome);
    }

    [Fact]
    public async Task H12_Get_ARedirect_IsNotFollowed_AndTheIdentityStaysHere()
    {
        await using var elsewhere = await SecretsManagerEmulation.StartAsync(Clock);
        elsewhere.Put("db", Bytes("forged"));
        Aws.Instead = (http, _) =>
        {
            http.Response.StatusCode = 307;
            http.Response.Headers.Location = elsewhere.Address.AbsoluteUri;
            return Task.FromResult(true);
        };

        var result = await Open().GetAsync(new("db"));

        Assert.Equal(SecretOutcome.Refused, result.Outcome);
        Assert.Empty(elsewhere.Headers);
    }

    [Fact]
    public async Task Get_AnObject_HasItsMembersAsFields()
    {
        Aws.Put("db", Bytes("""{"username":"app","password":"p\u0040ss\n\"","port":5432,"tls":true,"none":null,"empty":"","a b":"x","tags":{"password":"inner"},"list":["x"]}"""));

        using var found = (await Open().GetAsync(new("db"))).Version!;

        Assert.Equal(["password", "port", "tls", "username"], found.Fields.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("p@ss\n\"", Text(found.Fields["password"]));
        Assert.Equal(("5432", "true"), (Text(found.Fields["port"]), Text(found.Fields["tls"])));
        Assert.StartsWith("""{"username":"app",""", Text(found.Value), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{not json")]
    [InlineData("{")]
    [InlineData("""{"a":"b"} more""")]
    [InlineData("""["a"]""")]
    [InlineData("\"a\"")]
    public async Task Get_WhatIsNoObject_IsAValueAlone(string text)
    {
        Aws.Put("db", Bytes(text));

        using var found = (await Open().GetAsync(new("db"))).Version!;

        Assert.Equal((text, 0), (Text(found.Value), found.Fields.Count));
    }

    [Fact]
    public async Task Get_AnObjectThatIsAmbiguousOrTooLarge_IsMalformed()
    {
        Aws.Put("twice", Bytes("""{"password":"one","password":"two"}"""));
        Aws.Put("escaped", Bytes("""{"password":"one","p\u0061ssword":"two"}"""));
        Aws.Put("many", Bytes("{" + string.Join(',', Enumerable.Range(0, 65).Select(static i => $"\"f{i}\":\"v\"")) + "}"));

        foreach (var name in new[] { "twice", "escaped", "many" })
        {
            Assert.Equal(SecretOutcome.Malformed, (await Open().GetAsync(new(name))).Outcome);
        }
    }

    [Fact]
    public async Task Get_MoreThanAwsTakes_IsMalformed()
    {
        Aws.Put("text", [.. Enumerable.Repeat((byte)'x', SecretVersion.MaxBytes + 1)]);
        Aws.Put("bytes", [.. Enumerable.Repeat((byte)0xff, SecretVersion.MaxBytes + 1)]);
        Aws.Put("escapes", Bytes(new string('"', SecretVersion.MaxBytes)));
        Aws.Altered = static answer => new JsonObject(answer.Select(static member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

        Assert.Equal(SecretOutcome.Malformed, (await Open().GetAsync(new("text"))).Outcome);
        Assert.Equal(SecretOutcome.Malformed, (await Open().GetAsync(new("bytes"))).Outcome);
        using var longest = (await Open().GetAsync(new("escapes"))).Version!;
        Assert.Equal(SecretVersion.MaxBytes, longest.Value.Length);
    }

    [Fact]
    public async Task Get_WhatIsMarkedForDeletion_IsRefused_SoThatNoOtherStoreIsAskedInItsPlace()
    {
        Aws.Put("db", Bytes("value"));
        Aws.Deleted.Add("db");

        var result = await Open().GetAsync(new("db"));

        Assert.Equal(SecretOutcome.Refused, result.Outcome);
        Assert.Contains("marked for deletion", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListVersions_AreTheOneInForceAndTheOneBefore_FromWhicheverPage()
    {
        var oldest = Aws.Put("db", Bytes("oldest"));
        var first = Aws.Put("db", Bytes("first"));
        var second = Aws.Put("db", Bytes("second"));
        Aws.Stage("db", Bytes("not yet"), "AWSPENDING");
        Aws.PageSize = 1;

        var list = await Open().ListVersionsAsync("db");

        Assert.Equal([second, first], list.All.Select(static version => version.Version));
        Assert.DoesNotContain(oldest, list.All.Select(static version => version.Version));
        Assert.True(list.All[0].CreatedAt > list.All[1].CreatedAt);
    }

    [Fact]
    public async Task H8_ListVersions_WithoutAnEnd_Ends()
    {
        Aws.Put("db", Bytes("value"));
        Aws.Instead = static async (http, _) =>
        {
            await http.Response.WriteAsync("""{"Versions":[],"NextToken":"0"}""", http.RequestAborted);
            return true;
        };

        Assert.Equal(SecretOutcome.Malformed, (await Open().ListVersionsAsync("db")).Outcome);
        Assert.Equal(10, Aws.Requests.Count);
    }

    [Fact]
    public async Task H11_Get_ANameThatIsAnotherAccounts_IsNoName()
    {
        var provider = Open();

        Assert.Throws<ArgumentException>(static () => new SecretRequest("arn:aws:secretsmanager:eu-west-1:999999999999:secret:db"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await provider.ListVersionsAsync("arn:aws:secretsmanager:eu-west-1:999999999999:secret:db"));
        Assert.Empty(Aws.Requests);
    }

    /// <summary>As the platform answers where a connection takes too long.</summary>
    private sealed class Silence : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new TaskCanceledException("The connection was not taken.", new TimeoutException());
    }
}
