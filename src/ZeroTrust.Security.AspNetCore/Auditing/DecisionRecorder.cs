using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>Puts each decision on record: one event, one count, and a span where somebody listens.</summary>
internal sealed class DecisionRecorder(IAuditTrail trail, AccessMetrics metrics, TimeProvider clock)
{
    public const string EventType = "access";

    private readonly IAuditInterest? _interest = trail as IAuditInterest;

    public void Record(HttpContext context, RequestAccess access, AuditOutcome outcome, Refusal? refusal)
    {
        metrics.Count(outcome, refusal?.Answer.Code);
        if (AccessTracing.Source.HasListeners())
        {
            AccessTracing.Trace(outcome, refusal);
        }

        if (_interest is null || _interest.Wants(outcome))
        {
            trail.Record(Describe(context, access, outcome, refusal));
        }
    }

    /// <summary>Puts on record that a check in code has refused a resource that was loaded.</summary>
    public void RecordResource(HttpContext context, Refusal refusal)
    {
        var access = RequestAccess.Of(context) ?? new RequestAccess();
        trail.Record(Describe(context, access, AuditOutcome.Denied, refusal) with { Type = "access.resource", Repeated = false });
    }

    /// <summary>Puts on record that an open request was ended, since it would be refused now.</summary>
    public void RecordEnd(HttpContext context, RequestAccess access, Refusal refusal) => trail.Record(Describe(context, access, AuditOutcome.Denied, refusal) with
    {
        Type = "access.ended",
        TraceId = context.Features.Get<IHttpActivityFeature>()?.Activity.TraceId.ToHexString(),
        Repeated = false,
    });

    /// <summary>Puts on record what a request tried before any decision about it, with the address of its socket.</summary>
    public void RecordAttempt(HttpContext context, string type, string reason, IPAddress? peer)
    {
        var access = RequestAccess.Of(context) ?? new RequestAccess();
        trail.Record(Describe(context, access, AuditOutcome.Denied, null) with { Type = type, Reason = reason, ClientAddress = peer, Repeated = false });
    }

    private AuditEvent Describe(HttpContext context, RequestAccess access, AuditOutcome outcome, Refusal? refusal)
    {
        var now = clock.GetUtcNow();
        var addresses = ClientAddresses.Of(context);
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Type = EventType,
            Time = now,
            Outcome = outcome,
            Caller = access.Caller,
            Resource = access.Policy?.Resource,
            Action = AuditText.Method(context.Request.Method),
            Code = refusal?.Answer.Code,
            Reason = refusal?.Reason,
            Unverified = access.Unverified,
            RequestId = AuditText.Clean(context.TraceIdentifier),
            ConnectionId = context.Connection.Id,
            TraceId = Activity.Current?.TraceId.ToHexString(),
            ClientAddress = addresses.Socket,
            ForwardedAddress = addresses.Forwarded,
            Repeated = access.Decisions > 0,
        };
    }
}
