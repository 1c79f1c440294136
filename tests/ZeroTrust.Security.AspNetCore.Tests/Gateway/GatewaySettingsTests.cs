using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.AspNetCore.Tests.Gateway;

/// <summary>The settings of a gateway and its place: what is wrong stops the start, and is named.</summary>
public sealed class GatewaySettingsTests
{
    [Theory]
    [InlineData("Gateway:Rutes:x:Paths", "/x", "ZeroTrust:Gateway:Rutes")]
    [InlineData("Gateway:Routes:x:Path", "/x", "ZeroTrust:Gateway:Routes:x:Path")]
    [InlineData("Gateway:Routes:x:Audience", "x", "ZeroTrust:Gateway:Routes:x:Paths")]
    [InlineData("Gateway:Routes:x:Paths", "orders", "'orders'")]
    [InlineData("Gateway:Routes:x:Paths", "/a/", "'/a/'")]
    [InlineData("Gateway:Routes:x:Paths", "/a//b", "'/a//b'")]
    [InlineData("Gateway:Routes:x:Paths", "/a/{id}", "'/a/{id}'")]
    [InlineData("Gateway:Routes:x:Paths", "/a?b", "'/a?b'")]
    [InlineData("Gateway:Routes:x:Paths", "/ORDERS", "leads to 'orders' already")]
    [InlineData("Gateway:Routes:x:Paths", "/x /X", "is there twice")]
    [InlineData("Gateway:Routes:a b:Paths", "/x", "'a b'")]
    [InlineData("Gateway:Routes:orders:Audience", "*", "'*'")]
    [InlineData("Gateway:RemoveHeaders", "X:Y", "'X:Y'")]
    [InlineData("Gateway:RemoveHeaders", "*", "'*'")]
    [InlineData("Gateway:RemoveHeaders", "X-*-Y", "'X-*-Y'")]
    [InlineData("Gateway:RemoveHeaders", "Auth*", "would remove Authorization")]
    [InlineData("Gateway:RemoveHeaders", "content_type", "would remove Content-Type")]
    [InlineData("Gateway:Routes", "orders", "ZeroTrust:Gateway:Routes")]
    public async Task Mistake_StopsTheStartAndIsNamed(string key, string value, string named)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewaySite.StartAsync(settings: new Dictionary<string, string?> { [key] = value }));

        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GatewayThatMaySpeakForNobody_DoesNotStart()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewaySite.StartAsync(
            configure: static builder => builder.Services.PostConfigure<ServiceTokensOptions>(static tokens => tokens.ActForUsersOf = null)));

        Assert.Contains("ZeroTrust:ServiceTokens:ActForUsersOf", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gateway_InTheWrongPlace_DoesNotStart()
    {
        Assert.Contains("behind UseZeroTrust", await RefusalAsync(static app => app.UseZeroTrust().UseZeroTrustGateway()), StringComparison.Ordinal);
        Assert.Contains("behind UseRouting", await RefusalAsync(static app => app.UseRouting().UseZeroTrustGateway().UseZeroTrust()), StringComparison.Ordinal);
        Assert.Contains("UseZeroTrustGateway is not", await RefusalAsync(static app => app.UseZeroTrust()), StringComparison.Ordinal);
    }

    [Fact]
    public void UseZeroTrustGateway_WithoutItsServices_SaysWhatIsMissing()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddZeroTrust(static options => options.TrustIssuer("corporate", "https://id.example", "shop"));
        using var app = builder.Build();

        Assert.Contains("AddGateway", Assert.Throws<InvalidOperationException>(() => app.UseZeroTrustGateway()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettingsInCode_AddToThoseOfTheSection()
    {
        await using var site = await GatewaySite.StartAsync(configure: static builder => builder.Services.AddZeroTrustCore().AddGateway(static gateway =>
        {
            gateway.Route("stock", "/stock").Route("orders", "/baskets").Route("everything", "/");
            gateway.RemoveHeaders.Add("X-Shop-*");
        }));
        foreach (var (path, audience) in new[] { ("/orders", "orders"), ("/BASKETS/7", "orders"), ("/stock", "stock"), ("/stocks", "everything"), ("/", "everything") })
        {
            await site.GetAsync(path, site.Token(), ("X_Shop_Tier", "gold"));
            Assert.Contains($"\"aud\":\"{audience}\"", System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(site.Seen.Token!.Split('.')[1])), StringComparison.Ordinal);
            Assert.DoesNotContain(site.Seen.Headers, static header => header.Value.Contains("gold"));
        }
    }

    private static async Task<string> RefusalAsync(Action<WebApplication> build) =>
        (await Assert.ThrowsAsync<InvalidOperationException>(() => GatewaySite.StartAsync((app, _) => build(app)))).Message;
}
