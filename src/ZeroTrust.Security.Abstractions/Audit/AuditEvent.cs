using System.Net;

namespace ZeroTrust.Security;

/// <summary>One entry of the audit trail: who did what to which resource, and how it ended. Immutable.</summary>
public sealed record AuditEvent
{
    /// <summary>Names the event once and for all, over every retry and copy.</summary>
    /// <value>A UUID of version 7 (RFC 9562 §5.7); <see cref="Guid.Empty"/> until the trail gives one.</value>
    public Guid Id { get; init; }

    /// <summary>What kind of event this is, such as <c>access</c>.</summary>
    /// <value>Lower case, from a closed set or chosen by the application; never from a request.</value>
    public required string Type { get; init; }

    /// <summary>When it happened.</summary>
    /// <value>UTC; the default value until the trail gives the time at which it was handed over.</value>
    public DateTimeOffset Time { get; init; }

    /// <summary>How it ended.</summary>
    /// <value>The default is <see cref="AuditOutcome.Denied"/>.</value>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>What is promised of it.</summary>
    /// <value>Null for what the settings say of its type, or else the default of the call: <c>Record</c> buffers, <c>RecordAsync</c> is required.</value>
    public AuditClass? Class { get; init; }

    /// <summary>Who acted, as proven: the user, the service that sent the request, the client and the tenant.</summary>
    /// <value><see cref="Caller.Anonymous"/> when nobody was proven, whatever a refused token claimed.</value>
    public Caller Caller { get; init; } = Caller.Anonymous;

    /// <summary>What was acted on: for an access decision the route pattern, never the raw path.</summary>
    /// <value>Null when there is none.</value>
    public string? Resource { get; init; }

    /// <summary>What was done to it: for an access decision the HTTP method.</summary>
    /// <value>Null when there is none.</value>
    public string? Action { get; init; }

    /// <summary>The code of the answer, from the closed list, such as <c>invalid_token</c>.</summary>
    /// <value>Null when allowed.</value>
    public string? Code { get; init; }

    /// <summary>Why, for the operator: a stable word, such as the name of a <see cref="TokenFailure"/> or of the rule that denied.</summary>
    /// <value>Null when there is nothing to add.</value>
    public string? Reason { get; init; }

    /// <summary>What a refused token claimed of itself.</summary>
    /// <value>Null unless a token was refused. Unverified: never an identity.</value>
    public UnverifiedToken? Unverified { get; init; }

    /// <summary>The request's identifier as the server logs it.</summary>
    /// <value>Null outside a request.</value>
    public string? RequestId { get; init; }

    /// <summary>The W3C trace the request belongs to.</summary>
    /// <value>32 hexadecimal digits; null without a trace.</value>
    public string? TraceId { get; init; }

    /// <summary>The address of the socket's other end, not of a forwarding header.</summary>
    /// <value>Null outside a request, or when the transport has none.</value>
    public IPAddress? ClientAddress { get; init; }

    /// <summary>The client's address as a trusted proxy forwarded it.</summary>
    /// <value>Null unless <see cref="ClientAddress"/> is a trusted proxy.</value>
    public IPAddress? ForwardedAddress { get; init; }

    /// <summary>The connection the request came on, which its identifier begins with.</summary>
    /// <value>Null outside a request.</value>
    public string? ConnectionId { get; init; }

    /// <summary>The intent that this is the outcome of.</summary>
    /// <value>The id of an event whose outcome is <see cref="AuditOutcome.Started"/>; null for every other event.</value>
    public Guid? Intent { get; init; }

    /// <summary>What else the application said.</summary>
    /// <value>Named values of allow-listed types; empty by default.</value>
    public IReadOnlyList<AuditDetail> Details { get; init; } = [];

    /// <summary>Whether the same request was decided before: an error page or another re-execution.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Repeated { get; init; }
}
