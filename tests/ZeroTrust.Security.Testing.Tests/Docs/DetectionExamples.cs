using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>What the page on detection shows.</summary>
internal static class DetectionExamples
{
    internal static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddAuditJournal("/var/lib/orders/audit")
            .AddAuditDetection(detection =>
            {
                detection.Rule("refund-burst").On("refund").By(AuditField.Actor).AtLeast(3).Within(TimeSpan.FromSeconds(6));
            });
    }

    internal static void Configure(WebApplicationBuilder builder, IZeroTrustBuilder zt)
    {
        zt.AddAuditDetection(builder.Configuration.GetSection("ZeroTrust:Audit:Detection"));
        zt.AddAlertSink<Pager>();
    }

    internal static void Respond(AuditDetectionOptions detection)
    {
        detection.Rule("refund-burst").Respond(AuditResponse.Throttle(TimeSpan.FromMinutes(5)), AuditResponse.RevokeTokens());
    }

    internal static void StepUp(AuditDetectionOptions detection)
    {
        detection.Rule("refund-burst").Respond(AuditResponse.RequireStepUp(TimeSpan.FromHours(8), "phr", "phrh"));
    }

    internal static void OfTheAudit(AuditDetectionOptions detection)
    {
        detection.Rule("audit-in-danger").On("audit.lost", "audit.resume", "journal.tombstone").By(AuditField.Type).AtLeast(1).Within(TimeSpan.FromSeconds(1));
    }

    internal static void Kinds(AuditDetectionOptions detection)
    {
        detection.Rule("one-address-many-users").On("access").By(AuditField.ClientAddress).CountingDistinct(AuditField.User).AtLeast(20).Within(TimeSpan.FromMinutes(1));
        detection.Rule("guessed").On("signin").By(AuditField.ClientAddress).AtLeast(10).Within(TimeSpan.FromMinutes(10)).FollowedBy(AuditOutcome.Allowed);
        detection.Rule("denied-more-than-usual").On("access").WithOutcome(AuditOutcome.Denied).By(AuditField.Actor).AtLeast(20).Within(TimeSpan.FromMinutes(5)).AboveOwnAverage(5);
        detection.Rule("new-edge").On("access").WithOutcome(AuditOutcome.Allowed).By(AuditField.Service).FirstSeen(AuditField.Resource, learning: TimeSpan.FromDays(1));
    }
}
