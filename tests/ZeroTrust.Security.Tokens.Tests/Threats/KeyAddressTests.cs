using System.Net;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

public sealed class KeyAddressTests
{
    private readonly AddressGuard _production = new(allowLoopback: false);
    private readonly AddressGuard _development = new(allowLoopback: true);

    public static TheoryData<string> NeverAccepted => new()
    {
        "http://id.example.com/keys",
        "file:///etc/passwd",
        "data:application/json,{}",
        "ftp://id.example.com/keys",
        "//id.example.com/keys",
        "id.example.com/keys",
        "https:id.example.com",
        "https:/id.example.com",
        "https:///id.example.com",
        "https://",
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:169.254.169.254]/",
        "https://[::ffff:a9fe:a9fe]/",
        "https://[64:ff9b::169.254.169.254]/",
        "https://[2002:a9fe:a9fe::]/",
        "https://[::169.254.169.254]/",
        "https://2852039166/",
        "https://0xa9fea9fe/",
        "https://0251.0376.0251.0376/",
        "https://169.254.43518/",
        "https://0xa9.0xfe.0xa9.0xfe/",
        "https://100.100.100.200/",
        "https://168.63.129.16/",
        "https://192.0.0.192/",
        "https://[fd00:ec2::254]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[ff02::1]/",
        "https://[::]/",
        "https://0.0.0.0/",
        "https://0/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://user:secret@id.example.com/",
        "https://id.example.com@169.254.169.254/",
        "https://id.example.com/#keys",
        "https://id.example.com:0/",
        "https://id.example.com:/",
        "https://id.example.com:65536/",
        "https://id.example.com./",
        "https://id..example.com/",
        "https://id.example.com\\@169.254.169.254/",
        "https://id.exam\tple.com/",
        " https://id.example.com/",
        "https://id.example.com/ ",
        "https://%69d.example.com/",
        "https://ⅰd.example.com/",
        "https://①⑥⑨.254.169.254/",
        "https://id。example.com/",
        "https://127.1/",
        "https://example.0x7f000001/",
        "",
    };

    [Theory]
    [MemberData(nameof(NeverAccepted))]
    public void D3_AddressThatIsNotPlainHttpsOrReachesMetadata_IsRefusedEverywhere(string url)
    {
        foreach (var guard in new[] { _production, _development })
        {
            Assert.False(guard.TryAccept(url, behindProxy: false, out var address, out var fault), url);
            Assert.Null(address);
            Assert.NotEmpty(fault);
            Assert.False(guard.TryAccept(url, behindProxy: true, out _, out _), url);
        }
    }

    [Theory]
    [InlineData("https://id.example.com")]
    [InlineData("https://id.example.com:8443/realms/a/certs?p=policy")]
    [InlineData("https://keycloak/realms/a")]
    [InlineData("https://xn--bcher-kva.example/")]
    [InlineData("https://10.1.2.3/keys")]
    [InlineData("https://192.168.0.1:8443/keys")]
    [InlineData("https://[fd12:3456::1]/keys")]
    [InlineData("https://[2001:db8::1]:8443/keys")]
    [InlineData("https://[64:ff9b::8.8.8.8]/")]
    [InlineData("HTTPS://ID.example.com/")]
    public void TryAccept_PlainHttpsAddress_IsAcceptedEverywhere(string url)
    {
        Assert.True(_production.TryAccept(url, behindProxy: false, out var address, out var fault), fault);
        Assert.Equal(new Uri(url), address);
        Assert.True(_development.TryAccept(url, behindProxy: true, out _, out _));
    }

    [Theory]
    [InlineData("http://localhost:5001")]
    [InlineData("https://localhost:5001")]
    [InlineData("http://issuer.localhost:5001")]
    [InlineData("http://127.0.0.1:5001")]
    [InlineData("https://127.8.9.10")]
    [InlineData("http://[::1]:5001")]
    [InlineData("https://[::ffff:127.0.0.1]:5001")]
    public void D3_ThisMachine_IsAcceptedInDevelopmentOnlyAndNeverThroughAProxy(string url)
    {
        Assert.True(_development.TryAccept(url, behindProxy: false, out _, out var fault), fault);
        Assert.False(_production.TryAccept(url, behindProxy: false, out _, out _));
        Assert.False(_development.TryAccept(url, behindProxy: true, out _, out _));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("2001:0:1::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd20:ce::254")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("::ffff:0.0.0.0")]
    [InlineData("239.1.1.1")]
    [InlineData("255.255.255.255")]
    public void D3_ResolvedAddressInAForbiddenRange_IsNotDialled(string text)
    {
        var address = IPAddress.Parse(text);

        Assert.NotNull(_production.FindFault(address, secure: true));
        Assert.NotNull(_development.FindFault(address, secure: true));
        Assert.NotNull(AddressGuard.FindProxyFault(address));
    }

    [Fact]
    public void D3_ResolvedLoopback_IsDialledInDevelopmentOnly()
    {
        foreach (var text in new[] { "127.0.0.1", "127.255.0.1", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1" })
        {
            Assert.NotNull(_production.FindFault(IPAddress.Parse(text), secure: true));
            Assert.Null(_development.FindFault(IPAddress.Parse(text), secure: false));
        }
    }

    [Fact]
    public void D3_HttpToAnotherMachine_IsNotDialledEvenInDevelopment()
    {
        Assert.NotNull(_development.FindFault(IPAddress.Parse("10.0.0.1"), secure: false));
        Assert.Null(_development.FindFault(IPAddress.Parse("10.0.0.1"), secure: true));
    }
}
