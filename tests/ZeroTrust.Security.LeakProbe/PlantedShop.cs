using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Local;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.LeakProbe;

/// <summary>The shop with secrets wherever the library takes one, with a journal in each service, and with all that it logs kept.</summary>
internal sealed class PlantedShop(Outputs outputs, FakeTokenIssuer vendor, bool redact, bool leak)
{
    /// <summary>What begins the name of the variable that holds a secret.</summary>
    public const string EnvironmentPrefix = "SHOPSECRETS_";

    private readonly Dictionary<string, ServiceStart> _starts = new(StringComparer.Ordinal);

    public Dictionary<string, ResponseTap> Taps { get; } = new(StringComparer.Ordinal);

    public IServiceCollection ServicesOf(string service) => _starts[service].Builder.Services;

    public void Prepare(ServiceStart start)
    {
        var (name, builder) = (start.Name, start.Builder);
        _starts.Add(name, start);
        Taps.Add(name, new(name, outputs));
        PlantFilesOf(start.Disk);
        builder.Services.AddSingleton<IStartupFilter>(Taps[name]);
        AddJournal(name, builder);
        switch (name)
        {
            case "Orders":
                AddSecrets(builder);
                break;
            case "Analytics":
                AddVendor(builder);
                break;
            case "Payments":
                AddApiKeys(builder);
                break;
        }

        if (leak)
        {
            builder.Services.Configure<LeakyOptions>(options => options.Password = outputs.TextOf(Leaks.InOptions));
        }

        AddLogs(builder);
    }

    // Before the first service starts: each has all of them masked that it might be told of.
    private void PlantFilesOf(ShopDisk disk)
    {
        foreach (var service in (string[])["Gateway", "Orders", "Analytics", "Payments"])
        {
            outputs.Plant($"journal:{service}", RandomNumberGenerator.GetBytes(32));
            outputs.Plant($"digest:{service}", RandomNumberGenerator.GetBytes(32));
        }

        foreach (var file in Directory.GetFiles(disk.PathOf("/run/secrets")))
        {
            outputs.Plant(Path.GetFileName(file), File.ReadAllBytes(file));
        }

        foreach (var file in Directory.GetFiles(disk.PathOf("/run/tls"), "*.key"))
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(outputs.Plant($"tls:{Path.GetFileName(file)}", File.ReadAllText(file)));
            outputs.Plant($"tls-d:{Path.GetFileName(file)}", key.ExportParameters(includePrivateParameters: true).D!);
        }
    }

    private void AddJournal(string name, WebApplicationBuilder builder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var checkpoint = outputs.Plant($"checkpoint:{name}", key.ExportPkcs8PrivateKeyPem());
        builder.Services.AddZeroTrustCore().AddAuditJournal(Path.Combine(Directory.CreateDirectory(Path.Combine(outputs.Folder, "journal")).FullName, name), options =>
        {
            options.HashKey = new(outputs.ValueOf($"journal:{name}"));
            (options.DigestKey, options.DigestKeyId) = (new(outputs.ValueOf($"digest:{name}")), "first");
            options.CheckpointKey = Secret.FromText(checkpoint);
            (options.CheckpointEvents, options.LowSpaceBytes) = (1000, 1024 * 1024);
        });
    }

    private void AddSecrets(WebApplicationBuilder builder)
    {
        var mount = Directory.CreateDirectory(Path.Combine(outputs.Folder, "mount")).FullName;
        Put(mount, "smtp", System.Text.Encoding.UTF8.GetBytes(outputs.Plant("setting", "smtp p@ss/w0rd & more")));
        Put(mount, "webhook-key", outputs.Plant("file", RandomNumberGenerator.GetBytes(32)));
        outputs.Plant("environment", Environment.GetEnvironmentVariable($"{EnvironmentPrefix}PARTNER_SECRET")!);
        var store = new InMemorySecretProvider();
        store.Set("orders", ("username", "orders_app_4711"), ("password", outputs.Plant("database", "d4tab4se-p@ssw0rd;with=parts")));

        builder.Configuration.AddInMemoryCollection([new("Smtp:Host", "mail.internal"), new("Smtp:Password", "secret://files/smtp")]);
        ((IConfigurationBuilder)builder.Configuration).AddSecretReferences(secrets => secrets.AddFiles(mount));
        builder.Services.AddZeroTrustCore()
            .AddSecrets(secrets => secrets
                .AddFiles(mount)
                .AddEnvironment(EnvironmentPrefix)
                .Add("db", _ => store)
                .Require("secret://files/webhook-key", "webhooks")
                .Require("secret://env/PARTNER_SECRET", "the partner"))
            .AddRotatingNpgsql("Host=127.0.0.1;Port=9;Database=orders;Timeout=3", "secret://db/orders");
    }

    private void AddVendor(WebApplicationBuilder builder)
    {
        foreach (var (client, secret) in ((string, string)[])[("vendor", "client"), ("vendor-refused", "client-refused")])
        {
            builder.Services.AddHttpClient(client, http => http.BaseAddress = new(vendor.Issuer)).AddServiceToken("vendor", options =>
            {
                (options.Source, options.TokenEndpoint, options.ClientId) = (ServiceTokenSource.ClientCredentials, vendor.TokenEndpoint, "shop");
                options.Secret = _ => new(Secret.FromText(outputs.TextOf(secret)));
            }).ConfigurePrimaryHttpMessageHandler(() => new TokenPlanter(outputs) { InnerHandler = new SocketsHttpHandler() });
        }
    }

    private void AddApiKeys(WebApplicationBuilder builder) => builder.Services.AddZeroTrustCore()
        .AddApiKeys(options => options.Directory = Path.Combine(outputs.Folder, "keys"))
        .AddApiKeyPepper(_ => new(outputs.Plant("pepper", RandomNumberGenerator.GetBytes(32))), _ => new(outputs.Plant("pepper-before", RandomNumberGenerator.GetBytes(32))));

    private void AddLogs(WebApplicationBuilder builder)
    {
        if (redact)
        {
            builder.Logging.AddZeroTrustRedaction(options =>
            {
                foreach (var name in Leaks.OfOptions)
                {
                    options.Secrets.Add(new(outputs.ValueOf(name)));
                }
            });
        }

        else
        {
            // At Trace the platform puts headers into the values of an entry as they are, and masks them in its message alone.
            builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Debug);
        }

        // After the hook.
        builder.Logging.SetMinimumLevel(LogLevel.Trace)
            .AddProvider(new KeepingLogs(outputs))
            .AddSimpleConsole(static console => console.IncludeScopes = true)
            .AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Warning);
    }

    private static void Put(string directory, string name, byte[] value)
    {
        var path = Path.Combine(directory, name);
        File.WriteAllBytes(path, value);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private sealed class TokenPlanter(Outputs outputs) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.Authorization?.Parameter?.Split('.') is [.., { } signature])
            {
                outputs.Plant("vendor-token", signature);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
