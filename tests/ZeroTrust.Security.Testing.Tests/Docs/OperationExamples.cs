using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>The code of docs/operations.md and docs/configuration.md.</summary>
internal static class OperationExamples
{
    internal static void ReportHealth(WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddZeroTrustCheck();
    }

    internal static void ReportJournalHealth(WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddAuditJournalCheck();
    }

    internal static void MapHealth(WebApplication app)
    {
        app.MapHealthChecks("/healthz/ready").AllowAnonymousBecause("readiness probe");
    }

    internal static void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"));
        builder.Services.AddZeroTrustCore().AddTokenValidation(options => options.Roles["auditor"] = ["audit:read"]);
        builder.Services.AddZeroTrustCore().AddTokenValidation(options => options.AllowCallers("payments:charge", "orders", "refunds"));
    }
}
