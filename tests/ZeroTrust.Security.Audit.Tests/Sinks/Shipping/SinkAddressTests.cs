using Microsoft.Extensions.Options;
using ZeroTrust.Security.AuditShipping;

namespace ZeroTrust.Security.Audit.Tests.Sinks;

public sealed class SinkAddressTests
{
    [Theory]
    [InlineData("https://siem.example/in", true)]
    [InlineData("http://127.0.0.1:9200", true)]
    [InlineData("http://localhost:9200", true)]
    [InlineData("http://[::1]:9200", true)]
    [InlineData("http://siem.example/in", false)]
    [InlineData("http://127.0.0.1.example/", false)]
    [InlineData("ftp://127.0.0.1/", false)]
    [InlineData("https://user:password@siem.example/", false)]
    [InlineData("https://siem.example/#part", false)]
    [InlineData("/in", false)]
    public void FaultOf_TakesTlsAndThisMachine(string address, bool isGood) =>
        Assert.Equal(isGood, SinkAddress.FaultOf(new(address, UriKind.RelativeOrAbsolute)) is null);

    [Fact]
    public void BadSettings_StopTheStart_AndAllAreNamed()
    {
        var fault = Assert.Throws<OptionsValidationException>(static () => new ShippedSink(static builder => builder.AddAuditElasticsearch(static options =>
        {
            options.Address = new("http://siem.example");
            options.Index = "Audit*";
            options.User = "u:v";
        })));
        var webhook = Assert.Throws<OptionsValidationException>(static () => new ShippedSink(static builder => builder.AddAuditWebhook(static options =>
        {
            options.Format = AuditFormat.Cef;
            options.SigningKey = Secret.FromText("short");
            options.Authorization = Secret.FromText("Bearer a\r\nX-Admin: 1");
        })));

        Assert.Equal(["Address", "Index", "User"], fault.Failures.Select(static failure => failure.Split(": ")[1].Split(' ')[0]));
        Assert.Equal(["Address", "Authorization", "Body", "SigningKey"], webhook.Failures.Select(static failure => failure.Split(": ")[1].Split(' ')[0]));
        Assert.DoesNotContain(webhook.Failures, static failure => failure.Contains("X-Admin", StringComparison.Ordinal));
    }
}
