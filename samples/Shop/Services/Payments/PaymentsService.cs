using Shop.Services.Contracts;

namespace Shop.Services.Payments;

/// <summary>
/// Moves money, so it asks for everything: a connection with a certificate of our authority, a token of the calling service, that this
/// service may call this endpoint, and the user for whom. It calls nobody, so it has no keys of its own.
/// </summary>
internal static class PaymentsService
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust")).AddClientCertificates();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.UseZeroTrustClientCertificates());
        builder.Services.AddSingleton<Ledger>();

        var app = builder.Build();
        app.UseZeroTrust();

        app.MapGet("/healthz", () => "ok").AllowAnonymousBecause("liveness probe");

        // Which services those are stands in one table of the settings, Callers.
        var charges = app.MapGroup("/charges").AllowCallers().RequireClientCertificate();
        charges.MapPost("", Charge).RequireUser().RequirePermission("payments:charge");
        charges.MapGet("/total", Total).RequirePermission("payments:report");
        charges.MapPost("/{id:int}/refund", Refund).RequirePermission("payments:refund");
        return app;
    }

    private static Charge Charge(NewCharge wanted, HttpContext http, Ledger ledger) => ledger.Add(wanted, http.GetCaller());

    private static Revenue Total(HttpContext http, Ledger ledger) =>
        new(ledger.Total, http.GetCaller().User?.Subject, http.GetCaller().Service?.Name);

    private static IResult Refund(int id, Ledger ledger) => ledger.TakeBack(id) ? Results.Ok() : Results.NotFound();
}
