using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Authorization;
using ZeroTrust.Security.AspNetCore.Credentials;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Auditing;

/// <summary>Puts each decision on record: one event, one count, and a span where somebody listens. By value to a trail that takes it so.</summary>
internal sealed class DecisionRecorder(IAuditTrail trail, AccessMetrics metrics, TimeProvider clock, IOptions<HttpSettings>? settings = null)
{
    public const string EventType = "access";

    private readonly IAuditInterest? _interest = trail as IAuditInterest;
    private readonly IDecisionTrail? _decisions = trail as IDecisionTrail;
    private readonly DecisionClock _clock = new(clock);
    private readonly AllowedSample? _sample = settings?.Value.RecordAllowed is { } fraction and < 1 ? new(fraction) : null;
    private readonly LeftOut _leftOut = new();
    private readonly AuditClass? _usual = (trail as IDecisionTrail)?.ClassOf(EventType);

    /// <summary>Whether the trail can promise what is required.</summary>
    public bool CanRequire => _decisions is not null;

    /// <summary>Whether what is allowed under a policy must be on stable storage before the handler runs.</summary>
    public bool IsRequired(EndpointPolicy policy) => (policy.AuditClass ?? _usual) == AuditClass.Required;

    public void Record(HttpContext context, RequestAccess access, AuditOutcome outcome, Refusal? refusal)
    {
        Measure(outcome, refusal);
        if (outcome == AuditOutcome.Allowed && (access.Policy?.Sample ?? _sample) is { } sample && !sample.Takes())
        {
            LeaveOut();
            return;
        }

        if (_interest is null || _interest.Wants(outcome))
        {
            Hand(Describe(context, access, outcome, refusal));
        }
    }

    /// <summary>Records that a request is allowed, and completes when that is on stable storage.</summary>
    /// <returns>Whether it is. <see langword="false"/>: the handler must not run.</returns>
    public async ValueTask<bool> RecordRequiredAsync(HttpContext context, RequestAccess access)
    {
        if (_decisions is not { IsAvailable: true } || !await _decisions.RecordRequiredAsync(DescribeRequired(context, access)).ConfigureAwait(false))
        {
            return false;
        }

        Measure(AuditOutcome.Allowed, null);
        return true;
    }

    /// <summary>Puts on record that a check in code has refused a resource that was loaded.</summary>
    public void RecordResource(HttpContext context, Refusal refusal)
    {
        var access = RequestAccess.Of(context) ?? new RequestAccess();
        Hand(Describe(context, access, AuditOutcome.Denied, refusal) with { Type = "access.resource", Repeated = false });
    }

    /// <summary>Puts on record that an open request was ended, since it would be refused now.</summary>
    public void RecordEnd(HttpContext context, RequestAccess access, Refusal refusal) => Hand(Describe(context, access, AuditOutcome.Denied, refusal) with
    {
        Type = "access.ended",
        TraceId = context.Features.Get<IHttpActivityFeature>()?.Activity.TraceId.ToHexString(),
        Repeated = false,
    });

    /// <summary>Puts on record what a request tried before any decision about it, with the address of its socket.</summary>
    public void RecordAttempt(HttpContext context, string type, string reason, IPAddress? peer)
    {
        var access = RequestAccess.Of(context) ?? new RequestAccess();
        Hand(Describe(context, access, AuditOutcome.Denied, null) with { Type = type, Reason = reason, ClientAddress = peer, Repeated = false });
    }

    private void Measure(AuditOutcome outcome, Refusal? refusal)
    {
        metrics.Count(outcome, refusal?.Answer.Code);
        if (AccessTracing.Source.HasListeners())
        {
            AccessTracing.Trace(outcome, refusal);
        }
    }

    private void LeaveOut()
    {
        metrics.LeaveOut();
        if (_leftOut.Add(_clock.GetUtcNow()) is { } count)
        {
            trail.Record(count);
        }
    }

    private void Hand(in AuditDecision decision)
    {
        if (_decisions is null)
        {
            trail.Record(decision.ToEvent());
        }
        else
        {
            _decisions.Record(decision);
        }
    }

    private AuditDecision DescribeRequired(HttpContext context, RequestAccess access) => Describe(context, access, AuditOutcome.Allowed, null) with
    {
        Class = AuditClass.Required,
        RequestId = RequestIdOf(context),
    };

    private AuditDecision Describe(HttpContext context, RequestAccess access, AuditOutcome outcome, Refusal? refusal)
    {
        var connection = (IHttpConnectionFeature?)context.Features[typeof(IHttpConnectionFeature)];
        var addresses = ClientAddresses.AsTheyAre(context, connection);
        var allowed = outcome == AuditOutcome.Allowed;
        return new()
        {
            Type = EventType,
            Time = _clock.GetUtcNow(),
            Outcome = outcome,
            Class = allowed ? access.Policy?.AuditClass : null,
            Caller = access.Caller,
            Resource = access.Policy?.Resource,
            Action = AuditText.Method(context.Request.Method),
            Code = refusal?.Answer.Code,
            Reason = refusal?.Reason,
            Unverified = access.Unverified,

            // Making it costs an object: where an allowed request costs none, its connection has to do.
            RequestId = allowed && _decisions is not null ? null : RequestIdOf(context),
            ConnectionId = connection?.ConnectionId,
            TraceId = Activity.Current?.TraceId.ToHexString(),
            ClientAddress = addresses.Socket,
            ForwardedAddress = addresses.Forwarded,
            Repeated = access.Decisions > 0,
        };
    }

    private static string? RequestIdOf(HttpContext context) => AuditText.Clean(context.TraceIdentifier);
}
