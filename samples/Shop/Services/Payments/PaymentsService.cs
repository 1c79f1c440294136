using Microsoft.AspNetCore.Http.Json;
using Shop.Services.Contracts;

namespace Shop.Services.Payments;

/// <summary>
/// Moves money, so it asks for everything: a connection with a certificate of our authority, a token of the calling service, that this
/// service may call this endpoint, and the user for whom. It publishes a key that others encrypt to, and alone reads the cards that they send.
/// </summary>
internal static class PaymentsService
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddClientCertificates()
            .AddServiceTokens()
            .AddPayloadEncryption();
        builder.Services.AddOptions<JsonOptions>().Configure<IPayloadProtector>(static (json, protector) =>
            json.SerializerOptions.TypeInfoResolver = json.SerializerOptions.TypeInfoResolver!.WithEncryption(protector));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.UseZeroTrustClientCertificates());
        builder.Services.AddSingleton<Ledger>();

        var app = builder.Build();
        app.UseZeroTrust();

        app.MapServiceKeys();
        app.MapGet("/healthz", () => "ok").AllowAnonymousBecause("liveness probe");

        // Which services those are stands in one table of the settings, Callers.
        var charges = app.MapGroup("/charges").AllowCallers().RequireClientCertificate();
        charges.MapPost("", Charge).RequireUser().RequirePermission("payments:charge");
        charges.MapGet("/total", Total).RequirePermission("payments:report");
        charges.MapPost("/{id:int}/refund", Refund).RequirePermission("payments:refund");
        return app;
    }

    private static Charge Charge(CardCharge wanted, HttpContext http, Ledger ledger) => ledger.Add(wanted, http.GetCaller());

    private static Revenue Total(HttpContext http, Ledger ledger) =>
        new(ledger.Total, http.GetCaller().User?.Subject, http.GetCaller().Service?.Name);

    private static IResult Refund(int id, Ledger ledger) => ledger.TakeBack(id) ? Results.Ok() : Results.NotFound();
}
