using Orders.Demo;
using Orders.Local;
using Orders.Shop;

if (args is ["--demo"])
{
    return await DemoRun.RunAsync(Console.Out);
}

var builder = WebApplication.CreateBuilder(args);

var journal = JournalFolder.Of(builder.Configuration);
builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
    .AddAuditJournal(journal)
    .AddAuditDetection(builder.Configuration.GetSection("ZeroTrust:Audit:Detection"));
builder.Services.AddSingleton<OrderBook>();
await using var issuer = await EmbeddedIssuer.StartUnlessConfiguredAsync(builder);

var app = builder.Build();
app.UseZeroTrust();

app.MapShop();
app.MapGet("/healthz", () => "ok").AllowAnonymousBecause("liveness probe");

issuer?.PrintCallsOnceStarted(app, journal);
await app.RunAsync();
return 0;
