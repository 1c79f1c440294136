using System.Net.Security;
using System.Security.Authentication;
using Shop.Local;
using Shop.Services;

namespace Shop.Demo;

/// <summary>Knocks at the doors of the shop, as whoever a row says.</summary>
internal sealed class Visitor(ShopCluster shop)
{
    public ShopCluster Shop => shop;

    public Task<DemoReply> GatewayAsync(DemoRequest request) => RawHttpClient.SendAsync(shop.AddressOf("gateway"), request);

    public Task<DemoReply> OrdersAsync(DemoRequest request) => RawHttpClient.SendAsync(shop.AddressOf("orders"), request);

    /// <summary>Calls Payments without a client certificate.</summary>
    public Task<DemoReply> PaymentsAsync(DemoRequest request) =>
        PaymentsAsync(request, new SslClientAuthenticationOptions { CertificateChainPolicy = ServiceTls.Trust(shop.Disk.PathOf("/run/tls/ca.crt")) });

    /// <summary>Calls Payments with the certificate of a service.</summary>
    public Task<DemoReply> PaymentsAsync(DemoRequest request, string service) => PaymentsAsync(request, shop.Disk.PathOf("/run/tls/"), service);

    /// <summary>Calls Payments with a certificate that says it is a service's, and that another authority made.</summary>
    public async Task<DemoReply> PaymentsWithForeignCertificateAsync(DemoRequest request, string service)
    {
        using var authority = new ThrowAwayCa();
        using var disk = new ShopDisk();
        disk.Issue(authority);
        return await PaymentsAsync(request, disk.PathOf("/run/tls/"), service);
    }

    private Task<DemoReply> PaymentsAsync(DemoRequest request, string folder, string service) =>
        PaymentsAsync(request, ServiceTls.CreateOptions($"{folder}{service}.crt", $"{folder}{service}.key", shop.Disk.PathOf("/run/tls/ca.crt")));

    private async Task<DemoReply> PaymentsAsync(DemoRequest request, SslClientAuthenticationOptions tls)
    {
        tls.TargetHost = shop.AddressOf("payments").Host;
        try
        {
            return await RawHttpClient.SendAsync(shop.AddressOf("payments"), request, tls);
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            return new(DemoAnswer.NoConnection, null);
        }
    }
}
