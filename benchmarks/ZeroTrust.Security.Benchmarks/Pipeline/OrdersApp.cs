using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Benchmarks.Outbound;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>One application, <c>GET /orders</c>, with nothing, with us or with <c>AddJwtBearer</c> in front of it. Nobody logs.</summary>
internal static class OrdersApp
{
    public const string Path = "/orders";
    private const string Policy = "orders";

    public static WebApplication Build(
        Protection protection, Access access, string keySet, RequestDelegate handler, Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        AddProtection(builder.Services, protection, keySet);
        configure(builder);

        var app = builder.Build();
        UseProtection(app, protection);
        Require(app.MapGet(Path, handler), protection, access);
        return app;
    }

    private static void AddProtection(IServiceCollection services, Protection protection, string keySet)
    {
        switch (protection)
        {
            case Protection.ZeroTrust:
                services.AddZeroTrust(Settings.Section(keySet: keySet));
                break;
            case Protection.Gateway:
                services.AddSingleton<IServiceTokenMinter, StandInMinter>();
                services.AddZeroTrust(Settings.Section(keySet: keySet)).AddGateway(static gateway => gateway.Route("orders", Path));
                break;
            case Protection.Certificate:
                services.AddZeroTrust(Settings.Section(keySet: keySet)).AddClientCertificates(static certificates =>
                {
                    certificates.Revocation = ClientCertificateRevocation.None;
                    certificates.MapService(MutualTlsConnection.Service, static service =>
                    {
                        service.SpiffeIds.Add(MutualTlsConnection.SpiffeId);
                        service.Permissions.Add(ReferenceToken.Permission);
                    });
                });
                break;
            case Protection.JwtBearer:
                services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
                {
                    options.MapInboundClaims = false;
                    options.SaveToken = false;
                    options.TokenValidationParameters = IdentityModelPeer.Parameters(keySet);
                });
                services.AddAuthorization(static options => options.AddPolicy(Policy, static policy => policy
                    .RequireAuthenticatedUser()
                    .RequireClaim("permissions", ReferenceToken.Permission)
                    .RequireAssertion(HasScope)));
                break;
        }
    }

    private static void UseProtection(WebApplication app, Protection protection)
    {
        switch (protection)
        {
            case Protection.ZeroTrust:
            case Protection.Certificate:
                app.UseZeroTrust();
                break;
            case Protection.Gateway:
                app.UseZeroTrustGateway().UseZeroTrust();
                break;
            case Protection.JwtBearer:
                app.UseAuthentication();
                app.UseAuthorization();
                break;
        }
    }

    private static void Require(IEndpointConventionBuilder endpoint, Protection protection, Access access)
    {
        if (protection != Protection.None && access == Access.Authorize)
        {
            endpoint.RequireAuthorization();
        }
        else if (protection == Protection.Certificate)
        {
            endpoint.RequirePermission(ReferenceToken.Permission).AllowCallers(MutualTlsConnection.Service).RequireClientCertificate();
        }
        else if (protection is Protection.ZeroTrust or Protection.Gateway)
        {
            endpoint.RequireScope(ReferenceToken.Scope).RequirePermission(ReferenceToken.Permission);
        }
        else if (protection == Protection.JwtBearer)
        {
            endpoint.RequireAuthorization(Policy);
        }
    }

    /// <summary>As quick as a policy can read a list of scopes: without cutting it up.</summary>
    private static bool HasScope(AuthorizationHandlerContext context)
    {
        if (context.User.FindFirst("scope")?.Value is not { } scopes)
        {
            return false;
        }

        foreach (var scope in scopes.AsSpan().Split(' '))
        {
            if (scopes.AsSpan(scope).SequenceEqual(ReferenceToken.Scope))
            {
                return true;
            }
        }

        return false;
    }
}
