namespace Shop.Services.Gateway;

/// <summary>
/// The only door to the outside. It proves who the user is once, and hands every request on with a token of its own: this user, by way
/// of the gateway. What the user sent to prove themselves, and every header that says who somebody is, goes no further.
/// </summary>
internal static class GatewayService
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust")).AddServiceTokens().AddGateway();
        foreach (var service in (string[])["orders", "analytics"])
        {
            builder.Services.AddHttpClient(service, http => http.BaseAddress = new(builder.Configuration[$"Services:{service}"]!))
                .ConfigurePrimaryHttpMessageHandler(Proxy.CreateHandler);
        }

        var app = builder.Build();
        app.UseZeroTrustGateway();
        app.UseZeroTrust();

        app.MapServiceKeys();
        app.Map("/orders/{**rest}", new Proxy("orders").InvokeAsync).RequireUser();
        app.Map("/reports/{**rest}", new Proxy("analytics").InvokeAsync).RequireUser();
        return app;
    }
}
