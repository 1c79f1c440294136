using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>The settings: every fault is said at once, and the pages name each setting.</summary>
public sealed partial class CertificateSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("settings-").FullName;

    [Fact]
    public void EveryFault_IsSaidAtOnce_ByPathAndValue()
    {
        var failures = FailuresOf(new()
        {
            ["PollInterval"] = "00:00:16",
            ["Bundel"] = "x",
            ["Services:a:SpiffeIds"] = "spiffe://Prod/x",
            ["Services:a:DnsNames"] = "*.example",
            ["Services:a:Subjects:0"] = "no subject",
            ["Services:a:Permissions"] = "charge",
            ["Services:b:DnsNames"] = "b.example",
            ["Services:c:DnsNames"] = "b.example",
            ["Services:d:Permissions"] = "x:y",
            ["Forwarded:From"] = "10.0.0.0/8 somewhere",
            ["Forwarded:Format"] = "EscapedPem",
            ["Forwarded:Header"] = "X Cert",
            ["Forwarded:Proxies"] = "e",
            ["Forwarded:TrustProxyVerdict"] = "true",
        });
        Has("ZeroTrust:ClientCertificates:Bundle", "is missing");
        Has("ZeroTrust:ClientCertificates:Bundel", "Did you mean 'Bundle'?");
        Has("ZeroTrust:ClientCertificates:Revocation", "is not chosen; use one of None, Offline, Online.");
        Has("ZeroTrust:ClientCertificates:PollInterval", "is 00:00:16; use 00:00:01 to 00:00:15.");
        Has("ZeroTrust:ClientCertificates:Services:a:SpiffeIds", "spiffe://Prod/x");
        Has("ZeroTrust:ClientCertificates:Services:a:DnsNames", "*.example");
        Has("ZeroTrust:ClientCertificates:Services:a:Subjects", "no subject");
        Has("ZeroTrust:ClientCertificates:Services:a:Permissions", "charge");
        Has("ZeroTrust:ClientCertificates:Services:c:DnsNames", "which speaks for 'b' already");
        Has("ZeroTrust:ClientCertificates:Services:d:SpiffeIds", "name at least one identity");
        Has("ZeroTrust:ClientCertificates:Forwarded:From", "somewhere");
        Has("ZeroTrust:ClientCertificates:Forwarded:Header", "X Cert");
        Has("ZeroTrust:ClientCertificates:Forwarded:Proxies", "'e', which is none of Services");
        Has("ZeroTrust:ClientCertificates:Forwarded:TrustProxyVerdict", "only EnvoyXfcc");

        void Has(string path, string text) =>
            Assert.True(failures.Exists(failure => failure.Contains(path, StringComparison.Ordinal) && failure.Contains(text, StringComparison.Ordinal)), $"{path}: {string.Join('\n', failures)}");
    }

    [Theory]
    [InlineData("Forwarded:From", "127.0.0.1", "Forwarded:Format: is missing", "Services:a:DnsNames", "a.example")]
    [InlineData("Forwarded:Format", "ClientCert", "Forwarded:From: is missing", "Services:a:DnsNames", "a.example")]
    [InlineData("Forwarded:From", "10.0.0.0/8", "Forwarded:Proxies: is missing, and From reaches beyond this machine", "Forwarded:Format", "ClientCert")]
    [InlineData("Forwarded:From", "127.0.0.0/7", "Forwarded:Proxies: is missing", "Forwarded:Format", "ClientCert")]
    [InlineData("AllowUnmapped", "false", "no service is mapped", "Revocation", "None")]
    [InlineData("Bundle", "nowhere.pem", "'nowhere.pem'; there is no such file", "Revocation", "None")]
    public void OneFault_IsSaid(string key, string value, string fault, string otherKey, string otherValue) =>
        Assert.Contains(FailuresOf(new() { [key] = value, [otherKey] = otherValue }), failure => failure.Replace("Property ", "", StringComparison.Ordinal).Contains(fault, StringComparison.Ordinal));

    [Fact]
    public void Code_AddsToTheSection()
    {
        using var ca = new TestCa();
        File.WriteAllText(Path.Combine(_folder, "ca.pem"), ca.Pem);
        using var services = Build(
            new() { ["Services:orders:DnsNames"] = "orders.internal", ["Revocation"] = "Offline" },
            options =>
            {
                options.Bundle = Path.Combine(_folder, "ca.pem");
                options.MapService("orders", static service => service.SpiffeIds.Add(CertificateSite.Orders));
            });
        var options = services.GetRequiredService<IOptions<ClientCertificateOptions>>().Value;
        Assert.Equal(ClientCertificateRevocation.Offline, options.Revocation);
        Assert.Equal(["orders.internal"], options.Services["orders"].DnsNames);
        Assert.Equal([CertificateSite.Orders], options.Services["orders"].SpiffeIds);
    }

    [Fact]
    public void Pages_NameEverySetting_AndTheirExamplesStart()
    {
        var configuration = File.ReadAllText(Path.Combine(DocsFolder(), "configuration.md"));
        foreach (var type in (Type[])[typeof(ClientCertificateOptions), typeof(CertificateServiceOptions), typeof(ForwardedCertificateOptions)])
        {
            Assert.All(type.GetProperties(), property => Assert.Contains($"`{property.Name}`", configuration, StringComparison.Ordinal));
        }

        using var ca = new TestCa();
        File.WriteAllText(Path.Combine(_folder, "ca.pem"), ca.Pem);
        var examples = Example().Matches(File.ReadAllText(Path.Combine(DocsFolder(), "mtls.md")));
        Assert.Equal(2, examples.Count);
        foreach (Match example in examples)
        {
            using var json = new MemoryStream(Encoding.UTF8.GetBytes(example.Groups["json"].Value));
            var settings = new ConfigurationBuilder().AddJsonStream(json).Build().GetSection("ZeroTrust:ClientCertificates").AsEnumerable(makePathsRelative: true)
                .Where(static pair => pair.Value is not null).ToDictionary();
            settings["Bundle"] = Path.Combine(_folder, "ca.pem");
            settings["Revocation"] = "None";
            settings["Services:edge:DnsNames"] = "edge.internal";
            using var services = Build(settings);
            Assert.NotNull(services.GetRequiredService<IOptions<ClientCertificateOptions>>().Value);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static List<string> FailuresOf(Dictionary<string, string?> settings)
    {
        using var services = Build(settings);
        return [.. Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ClientCertificateOptions>>().Value).Failures];
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings, Action<ClientCertificateOptions>? configure = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(static pair => $"ZeroTrust:ClientCertificates:{pair.Key}", static pair => pair.Value));
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust")).AddClientCertificates(configure);
        return builder.Services.BuildServiceProvider();
    }

    private static string DocsFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ZeroTrust.Security.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "docs");
    }

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
