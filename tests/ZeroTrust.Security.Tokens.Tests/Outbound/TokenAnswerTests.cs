using System.Text;
using ZeroTrust.Security.Tokens.Outbound;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

public sealed class TokenAnswerTests
{
    private static readonly DateTimeOffset Asked = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ServiceTokenRequest Request = new() { Audience = "payments", Scopes = ["read"] };

    [Theory]
    [InlineData("""{"access_token":"a.b.c","token_type":"Bearer","expires_in":300}""", 300)]
    [InlineData("""{"access_token":"a.b.c","token_type":"bearer","expires_in":3e2,"scope":"read write","other":[1]}""", 300)]
    [InlineData("""{"access_token":"a-._~+/=","token_type":"BEARER"}""", 60)]
    [InlineData("""{"access_token":"a","token_type":"Bearer","expires_in":999999999}""", 86_400)]
    public void Read_GoodAnswer_TokenCountsFromTheAsking(string body, int seconds)
    {
        var token = Read(body);

        Assert.Equal(Asked + TimeSpan.FromSeconds(seconds), token.ExpiresAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"access_token":"a","access_token":"b","token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer"}x""")]
    [InlineData("""{"access_token":"a"}""")]
    [InlineData("""{"access_token":"a","token_type":"DPoP"}""")]
    [InlineData("""{"access_token":"a","token_type":1}""")]
    [InlineData("""{"token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"","token_type":"Bearer"}""")]
    [InlineData("""{"access_token":null,"token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"a b","token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"a\r\nX-Evil: 1","token_type":"Bearer"}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer","expires_in":0}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer","expires_in":-1}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer","expires_in":"300"}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer","expires_in":null}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer","scope":"write"}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer","scope":["read"]}""")]
    public void Read_AnythingElse_IsRefused(string body) =>
        Assert.Equal(ServiceTokenFailure.SourceAnswerInvalid, Assert.Throws<ServiceTokenException>(() => Read(body)).Failure);

    [Theory]
    [InlineData("urn:ietf:params:oauth:token-type:access_token", true)]
    [InlineData("urn:ietf:params:oauth:token-type:jwt", true)]
    [InlineData("urn:ietf:params:oauth:token-type:refresh_token", false)]
    [InlineData("urn:ietf:params:oauth:token-type:id_token", false)]
    [InlineData(null, false)]
    public void Read_Exchange_OnlyAnAccessTokenIsTaken(string? issued, bool taken)
    {
        var body = $$"""{"access_token":"a","token_type":"Bearer"{{(issued is null ? "" : $",\"issued_token_type\":\"{issued}\"")}}}""";
        var fault = Record.Exception(() => Read(body, isExchange: true));

        Assert.Equal(taken, fault is null);
    }

    [Theory]
    [InlineData("""{"error":"invalid_client","error_description":"the secret is s3cr3t"}""", "invalid_client")]
    [InlineData("""{"error":"line\r\nbreak"}""", "line\\u000D\\u000Abreak")]
    [InlineData("not json", "without a reason")]
    public void Read_Refusal_SaysTheServersCodeCleanedAndNoMore(string body, string said)
    {
        var fault = Assert.Throws<ServiceTokenException>(() => Read(body, refused: true));

        Assert.Equal(ServiceTokenFailure.SourceRefused, fault.Failure);
        Assert.Equal($"The authorization server refused: {said}.", fault.Message);
    }

    private static ServiceToken Read(string body, bool refused = false, bool isExchange = false) =>
        TokenAnswerReader.Read(new(refused, Encoding.UTF8.GetBytes(body), Asked), Request, isExchange);
}
