using ZeroTrust.Security.AspNetCore.Certificates;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>Bundles: whole or not at all.</summary>
public sealed class TrustBundleReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bundle-").FullName;
    private readonly TestCa _ca = new();

    [Fact]
    public void Directory_IsReadByItsExtensions_AndHiddenNamesAreLeftOut()
    {
        using var below = new TestCa("Intermediate", _ca);
        using var other = new TestCa("Other");
        Write("a.pem", _ca.Pem);
        Write("b.CRT", below.Pem + "a comment\n" + other.Pem);
        Write(".hidden.pem", "no certificate");
        Write("readme.txt", "no certificate");
        var bundle = TrustBundleReader.Read(_folder).Bundle;
        Assert.NotNull(bundle);
        Assert.Equal((2, 1), (bundle.Roots.Count, bundle.Intermediates.Count));
    }

    [Fact]
    public void Unchanged_IsNotReadAnew_AndAnyChangeIs()
    {
        Write("a.pem", _ca.Pem);
        var known = TrustBundleReader.Read(_folder).Bundle;
        Assert.Equal(default, TrustBundleReader.Read(_folder, known));

        using var other = new TestCa("Other");
        Write("b.pem", other.Pem);
        Assert.Equal(2, TrustBundleReader.Read(_folder, known).Bundle!.Roots.Count);
        File.Delete(Path.Combine(_folder, "a.pem"));
        Assert.Single(TrustBundleReader.Read(_folder, known).Bundle!.Roots);
    }

    [Fact]
    public void DirectoryBehindALinkThatIsSwapped_IsSeen()
    {
        // As a mounted ConfigMap changes.
        var (one, two, link) = (Path.Combine(_folder, "..one"), Path.Combine(_folder, "..two"), Path.Combine(_folder, "current"));
        Directory.CreateDirectory(one);
        Directory.CreateDirectory(two);
        using var other = new TestCa("Other");
        File.WriteAllText(Path.Combine(one, "ca.crt"), _ca.Pem);
        File.WriteAllText(Path.Combine(two, "ca.crt"), other.Pem);
        Directory.CreateSymbolicLink(link, one);
        var known = TrustBundleReader.Read(link).Bundle!;
        Assert.Equal(_ca.Certificate.Subject, known.Roots[0].Subject);

        Directory.Delete(link);
        Directory.CreateSymbolicLink(link, two);
        Assert.Equal(other.Certificate.Subject, TrustBundleReader.Read(link, known).Bundle!.Roots[0].Subject);
    }

    [Fact]
    public void WhatIsNoBundle_SaysWhy()
    {
        using var below = new TestCa("Intermediate", _ca);
        using var leaf = _ca.Issue(CertificateSite.Orders);
        Refused("there is no such file", null);
        Refused("no certificate in PEM", "");
        Refused("or half of one", _ca.Pem + _ca.Pem[..100]);
        Refused("holds no root", below.Pem);
        Refused("no authority's", leaf.ExportCertificatePem());
        Refused("something else than certificates", _ca.Pem + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Refused("cannot be read", "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n");
        Refused("more than 1048576 bytes", _ca.Pem + new string(' ', BundleFiles.MaxBytes));
        Refused("more than 512 certificates", string.Concat(Enumerable.Repeat(_ca.Pem, 513)));
        Assert.Contains("there is no .pem", TrustBundleReader.Read(Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName).Problem, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _ca.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Refused(string why, string? text)
    {
        var file = Path.Combine(_folder, $"{Guid.NewGuid()}.pem");
        if (text is not null)
        {
            File.WriteAllText(file, text);
        }

        var reading = TrustBundleReader.Read(file);
        Assert.Null(reading.Bundle);
        Assert.Contains(why, reading.Problem, StringComparison.Ordinal);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
