using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.AspNetCore.Certificates;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>A list of revocations (RFC 5280 §5) that an authority serves on loopback, and that the platform fetches and believes.</summary>
public sealed class RevocationListTests : IAsyncLifetime, IDisposable
{
    // The platform holds a list's own times against its own clock, so everything here stands in the present.
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly TestCa _ca;
    private readonly CertificateRevocationListBuilder _list = new();
    private WebApplication _server = null!;
    private int _fetched;

    public RevocationListTests() => _ca = new($"Revoking Root {Guid.NewGuid():N}", now: _now);

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.MapGet("/{folder}/list.crl", () =>
        {
            Interlocked.Increment(ref _fetched);
            return Results.Bytes(_list.Build(_ca.Certificate, 1, _now.AddDays(1), HashAlgorithmName.SHA256, thisUpdate: _now.AddMinutes(-5)), "application/pkix-crl");
        });
        await _server.StartAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _ca.Dispose();

    [Fact]
    public void CertificateThatIsNotOnTheList_IsGood()
    {
        using var certificate = Issue("a");

        Assert.Equal(CertificateFailure.None, Check(certificate));
        Assert.True(_fetched > 0, "The list was not asked for.");
    }

    [Fact]
    public void CertificateOnTheList_IsRevoked()
    {
        using var certificate = Issue("b");
        _list.AddEntry(certificate, _now.AddMinutes(-10));

        Assert.Equal(CertificateFailure.Revoked, Check(certificate));
    }

    [Fact]
    public async Task ListThatCannotBeHad_LeavesItUnknown()
    {
        using var certificate = Issue("c");
        await _server.StopAsync();

        Assert.Equal(CertificateFailure.RevocationUnknown, Check(certificate));
    }

    // Lists are kept by the platform, by their address: each test has one of its own.
    private X509Certificate2 Issue(string folder) => _ca.Issue(new ClientCertificate
    {
        Uris = [CertificateSite.Orders],
        Address = $"{_server.Urls.First()}/{folder}-{Guid.NewGuid():N}/",
        HasResponder = false,
    });

    private CertificateFailure Check(X509Certificate2 certificate) => new ChainRule(X509RevocationMode.Online)
        .Check(certificate, [], new([_ca.Certificate], [], []), _now, out _);
}
