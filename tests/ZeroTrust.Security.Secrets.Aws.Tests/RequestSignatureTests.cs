using System.Text;
using Amazon.Runtime;

namespace ZeroTrust.Security.Secrets.Aws.Tests;

/// <summary>Requests are signed as AWS documents it, bit for bit: the example of its reference, and cases of its test suite.</summary>
public sealed class RequestSignatureTests
{
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Date = "20150830T123600Z";
    private const string Token = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private static readonly DateTimeOffset At = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    /// <summary>The parts of each request, and the documented signature.</summary>
    public static TheoryData<string, string, string, string, string[], string> Documented => new()
    {
        // The worked example "ListUsers" of the Signature Version 4 pages.
        {
            "GET", "iam", "Action=ListUsers&Version=2010-05-08", "",
            ["content-type:application/x-www-form-urlencoded; charset=utf-8", "host:iam.amazonaws.com", $"x-amz-date:{Date}"],
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
        },

        // aws-sig-v4-test-suite: get-vanilla, post-vanilla, post-sts-header-before, post-x-www-form-urlencoded.
        { "GET", "service", "", "", ["host:example.amazonaws.com", $"x-amz-date:{Date}"], "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
        { "POST", "service", "", "", ["host:example.amazonaws.com", $"x-amz-date:{Date}"], "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
        { "POST", "service", "", "", ["host:example.amazonaws.com", $"x-amz-date:{Date}", $"x-amz-security-token:{Token}"], "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead" },
        {
            "POST", "service", "", "Param1=value1",
            ["content-type:application/x-www-form-urlencoded", "host:example.amazonaws.com", $"x-amz-date:{Date}"],
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
        },
    };

    [Theory]
    [MemberData(nameof(Documented))]
    public void Sign_ADocumentedRequest_IsTheDocumentedSignature(string method, string service, string query, string body, string[] headers, string signature)
    {
        var parts = headers.Select(static header => header.Split(':', 2)).Select(static part => (part[0], part[1])).ToArray();
        var names = string.Join(';', parts.Select(static part => part.Item1));

        var authorization = RequestSignature.Sign(new(method), query, parts, Encoding.UTF8.GetBytes(body), new ImmutableCredentials("AKIDEXAMPLE", SecretKey, null), ("us-east-1", service), At);

        Assert.Equal(Date, RequestSignature.DateOf(At));
        Assert.Equal($"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/{service}/aws4_request, SignedHeaders={names}, Signature={signature}", authorization);
    }

    [Theory]
    [MemberData(nameof(Documented))]
    public void Check_TheEmulationsOwn_IsHeldToTheSame(string method, string service, string query, string body, string[] headers, string signature)
    {
        var parts = headers.Select(static header => header.Split(':', 2)).Select(static part => (part[0], part[1])).ToArray();

        Assert.Equal(signature, RequestCheck.Signature(method, query, parts, Encoding.UTF8.GetBytes(body), SecretKey, ("20150830", "us-east-1", service), Date));
    }
}
