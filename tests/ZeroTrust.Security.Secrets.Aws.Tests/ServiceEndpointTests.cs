namespace ZeroTrust.Security.Secrets.Aws.Tests;

public sealed class ServiceEndpointTests
{
    [Theory]
    [InlineData("eu-west-1", false, "https://secretsmanager.eu-west-1.amazonaws.com/")]
    [InlineData("us-gov-west-1", true, "https://secretsmanager-fips.us-gov-west-1.amazonaws.com/")]
    [InlineData("cn-north-1", false, "https://secretsmanager.cn-north-1.amazonaws.com.cn/")]
    public void Find_IsTheRegionsOwn(string region, bool isFips, string address) =>
        Assert.Equal((region, new Uri(address)), new ServiceEndpoint(new() { Region = region, UseFipsEndpoint = isFips }).Find());

    [Theory]
    [InlineData("https://vpce-0123-abcd.secretsmanager.eu-west-1.vpce.amazonaws.com")]
    [InlineData("http://127.0.0.1:4566")]
    public void Find_IsTheOneThatIsSet(string address) =>
        Assert.Equal(("eu-west-1", new Uri(address)), new ServiceEndpoint(new() { Region = "eu-west-1", Endpoint = new(address), UseFipsEndpoint = true }).Find());

    [Theory]
    [InlineData("http://secretsmanager.eu-west-1.amazonaws.com")]
    [InlineData("https://user@secretsmanager.eu-west-1.amazonaws.com")]
    [InlineData("https://secretsmanager.eu-west-1.amazonaws.com/path")]
    [InlineData("https://secretsmanager.eu-west-1.amazonaws.com/?query")]
    [InlineData("ftp://127.0.0.1")]
    public void H12_New_WithAnEndpointThatIsNotSafe_Throws_AndSaysWhich(string address)
    {
        var fault = Assert.Throws<ArgumentException>(() => new ServiceEndpoint(new() { Region = "EU West", Endpoint = new(address) }));

        Assert.Contains("Endpoint", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Region", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("evil.example/")]
    [InlineData("")]
    public void Find_WithoutARegion_IsNone_UntilThereIsOne(string? wrong)
    {
        var region = wrong;
        var endpoint = new ServiceEndpoint(new(), () => region);

        Assert.Null(endpoint.Find());
        region = "eu-west-1";
        Assert.Equal("eu-west-1", endpoint.Find()?.Region);
    }
}
