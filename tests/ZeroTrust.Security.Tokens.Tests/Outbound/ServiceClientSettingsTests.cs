using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Tokens.Outbound;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

public sealed class ServiceClientSettingsTests
{
    private static readonly string[] NotInConfiguration = [nameof(ServiceClientOptions.Secret)];

    [Fact]
    public void Read_EveryPropertyOfTheOptions_CanBeSetFromConfiguration()
    {
        foreach (var property in typeof(ServiceClientOptions).GetProperties().Where(static property => !NotInConfiguration.Contains(property.Name)))
        {
            var (text, expected) = Sample(property.PropertyType);
            var options = Read(new() { [$"payments:{property.Name}"] = text });

            Assert.Empty(options.Faults);
            Assert.Equal(expected, property.GetValue(options.Clients["payments"]));
        }
    }

    [Fact]
    public void Page_ListsEverySetting()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "configuration.md"));

        Assert.All(typeof(ServiceClientOptions).GetProperties(), property => Assert.Contains($"| `{property.Name}` |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ConfigurationWinsOverCode_AndListsAddUp()
    {
        using var host = OutboundHost.Build(
            static services => services.AddHttpClient("payments").AddServiceToken("in-code", static client =>
            {
                client.Hosts.Add("a.internal");
                client.Permissions.Add("a:b");
            }),
            new() { ["payments:Audience"] = "configured", ["payments:Hosts"] = "a.internal b.internal" });
        var client = host.Services.GetRequiredService<IOptions<ServiceClientsOptions>>().Value.Clients["payments"];

        Assert.Equal("configured", client.Audience);
        Assert.Equal(["a.internal", "b.internal"], client.Hosts);
        Assert.Equal(["a:b"], client.Permissions);
    }

    [Fact]
    public async Task Start_EveryFaultAtOnce_StopsIt()
    {
        using var host = OutboundHost.Build(
            static services => services.AddHttpClient("payments").AddServiceToken("payment*service"),
            new()
            {
                ["payments:Surce"] = "File",
                ["payments:Hosts"] = "https://payments.internal",
                ["payments:Lifetime"] = "01:00:00",
                ["payments:Permissions"] = "everything",
                ["payments:TokenFile"] = "/token",
                ["paymnets:Source"] = "ClientCredentials",
                ["ledger:Audience"] = "ledger",
                ["ledger:Source"] = "TokenExchange",
                ["ledger:TokenEndpoint"] = "http://id.example/token",
                ["ledger:ClientId"] = "orders",
                ["ledger:SecretFile"] = "/nowhere/secret",
                ["ledger:Scopes"] = "a\"b",
                ["ledger:Resource"] = "payments",
                ["ledger:ActorAudience"] = "*",
                ["ledger:ActorTokenFile"] = "/token",
                ["ledger:AssertionAudience"] = "https://id.example",
                ["ledger:CertificateAuthoritiesFile"] = "/nowhere/ca.pem",
            },
            mints: false);

        var faults = (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync())).Failures.ToArray();

        foreach (var (setting, part) in ((string Setting, string Part)[])
        [
            ("payments:Surce", "Source"),
            ("payments:Audience", "payment*service"),
            ("payments:Hosts", "https://payments.internal"),
            ("payments:Lifetime", "00:15:00"),
            ("payments:Permissions", "everything"),
            ("payments:TokenFile", "File"),
            ("payments:Source", "AddServiceTokens"),
            ("paymnets:Audience", "is not set"),
            ("paymnets:TokenEndpoint", "is not set"),
            ("paymnets:ClientId", ""),
            ("paymnets:SecretFile", ""),
            ("ledger:TokenEndpoint", "https"),
            ("ledger:SecretFile", "/nowhere/secret"),
            ("ledger:Scopes", "RFC 6749"),
            ("ledger:Resource", "RFC 8707"),
            ("ledger:ActorAudience", "AddServiceTokens"),
            ("ledger:ActorTokenFile", "beside"),
            ("ledger:AssertionAudience", "PrivateKeyJwt"),
            ("ledger:CertificateAuthoritiesFile", "/nowhere/ca.pem"),
        ])
        {
            Assert.Contains(faults, fault => fault.Contains($"ServiceClients:{setting}", StringComparison.Ordinal) && fault.Contains(part, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(null, "Development", "BaseAddress")]
    [InlineData("http://payments.internal", "Development", "https")]
    [InlineData("http://127.0.0.1:5000", "Production", "this machine")]
    [InlineData("https://payments.internal", "Production", null)]
    [InlineData("http://127.0.0.1:5000", "Development", null)]
    public async Task Start_NoHosts_TheBaseAddressMustDo(string? address, string environment, string? fault)
    {
        using var host = OutboundHost.Build(
            services => services.AddHttpClient("payments", http => http.BaseAddress = address is null ? null : new(address)).AddServiceToken("payments"), environment: environment);
        var error = await Record.ExceptionAsync(() => host.StartAsync());

        if (fault is null)
        {
            Assert.Null(error);
        }
        else
        {
            Assert.Contains(fault, Assert.Single(Assert.IsType<OptionsValidationException>(error).Failures), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Basic", false, true)]
    [InlineData("Basic", true, false)]
    [InlineData("PrivateKeyJwt", false, false)]
    [InlineData("PrivateKeyJwt", true, true)]
    public void Validate_ASecretWhereOneIsDue_AndNowhereElse(string authentication, bool secret, bool faulty)
    {
        using var host = OutboundHost.Build(
            services => services.AddZeroTrustCore().AddServiceClient("payments", client => client.Secret = secret ? static _ => new(Secret.FromText("s")) : null),
            new()
            {
                ["payments:Audience"] = "payments", ["payments:Source"] = "ClientCredentials", ["payments:TokenEndpoint"] = "https://id.example/token",
                ["payments:ClientId"] = "orders", ["payments:Authentication"] = authentication,
            });
        var error = Record.Exception(() => host.Services.GetRequiredService<IOptions<ServiceClientsOptions>>().Value);

        Assert.Equal(faulty, error is OptionsValidationException);
    }

    [Fact]
    public void AddServiceToken_ForAllClients_IsRefused() =>
        Assert.Throws<ArgumentException>(static () => new ServiceCollection().ConfigureHttpClientDefaults(static client => client.AddServiceToken("payments")));

    [Fact]
    public async Task AddServiceToken_Twice_AddsUpAndSendsOneToken()
    {
        await using var payments = await Listener.StartAsync();
        using var host = OutboundHost.Build(services =>
        {
            services.AddHttpClient("payments", http => http.BaseAddress = payments.Address).AddServiceToken("payments");
            services.AddHttpClient("payments").AddServiceToken("payments", static client => client.Tenant = "a");
        });
        using var response = await host.Client().GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal("Bearer minted-1-for-payments", Assert.Single(payments.Seen));
        Assert.Equal("a", Assert.Single(host.Minter().Requests).Tenant);
    }

    [Fact]
    public async Task Provider_ByAudienceOrByName_AndNeverByChance()
    {
        using var host = OutboundHost.Build(
            static _ => { },
            new() { ["one:Audience"] = "payments", ["two:Audience"] = "payments", ["two:Tenant"] = "b", ["three:Audience"] = "ledger" });
        var provider = host.Services.GetRequiredService<IServiceTokenProvider>();

        Assert.Equal("minted-1-for-ledger", (await provider.GetTokenAsync(new() { Audience = "ledger" })).Reveal());
        foreach (var audience in (string[])["payments", "nobody", "LEDGER"])
        {
            var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => provider.GetTokenAsync(new() { Audience = audience }).AsTask());
            Assert.Equal(ServiceTokenFailure.NotConfigured, fault.Failure);
        }

        var two = host.Services.GetRequiredKeyedService<IServiceTokenProvider>("two");
        await two.GetTokenAsync(new() { Audience = "payments" });
        Assert.Equal("b", host.Minter().Requests.Last().Tenant);
        await Assert.ThrowsAsync<ServiceTokenException>(() => two.GetTokenAsync(new() { Audience = "ledger" }).AsTask());
        Assert.Throws<ServiceTokenException>(() => host.Services.GetRequiredKeyedService<IServiceTokenProvider>("four"));
    }

    private static ServiceClientsOptions Read(Dictionary<string, string?> settings)
    {
        using var host = OutboundHost.Build(static _ => { }, settings);
        var options = new ServiceClientsOptions();
        foreach (var configure in host.Services.GetServices<IPostConfigureOptions<ServiceClientsOptions>>())
        {
            configure.PostConfigure("", options);
        }

        return options;
    }

    private static (string Text, object Expected) Sample(Type type) => type switch
    {
        _ when type == typeof(string) => ("text", "text"),
        _ when type == typeof(IList<string>) => ("one two", new List<string> { "one", "two" }),
        _ when type == typeof(TimeSpan?) => ("00:01:00", TimeSpan.FromMinutes(1)),
        _ when type == typeof(ServiceTokenSource) => ("File", ServiceTokenSource.File),
        _ when type == typeof(ClientAuthentication) => ("Post", ClientAuthentication.Post),
        _ when type == typeof(SecretRef) => ("secret://vault/client", SecretRef.Parse("secret://vault/client")),
        _ => throw new NotSupportedException(type.Name),
    };

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ZeroTrust.Security.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
