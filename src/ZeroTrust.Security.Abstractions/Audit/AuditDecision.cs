using System.Net;

namespace ZeroTrust.Security;

/// <summary>
/// A decision about a request, by value: what <see cref="AuditEvent"/> says of one, without an object for each. See there for what each part means.
/// </summary>
public readonly struct AuditDecision
{
    /// <summary>What kind of event this is.</summary>
    /// <value>From a closed set.</value>
    public required string Type { get; init; }

    /// <summary>When it happened.</summary>
    /// <value>UTC.</value>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How it ended.</summary>
    /// <value>The default is <see cref="AuditOutcome.Denied"/>.</value>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>Who acted, as proven.</summary>
    /// <value>Null is nobody.</value>
    public Caller? Caller { get; init; }

    /// <summary>What is promised of it.</summary>
    /// <value>Null for what the settings say of its type.</value>
    public AuditClass? Class { get; init; }

    /// <summary>What was acted on.</summary>
    /// <value>The route pattern; null when there is none.</value>
    public string? Resource { get; init; }

    /// <summary>What was done to it.</summary>
    /// <value>The HTTP method.</value>
    public string? Action { get; init; }

    /// <summary>The code of the answer.</summary>
    /// <value>Null when allowed.</value>
    public string? Code { get; init; }

    /// <summary>Why, for the operator.</summary>
    /// <value>A stable word; null when there is nothing to add.</value>
    public string? Reason { get; init; }

    /// <summary>What a refused token claimed of itself.</summary>
    /// <value>Null unless a token was refused.</value>
    public UnverifiedToken? Unverified { get; init; }

    /// <summary>The request's identifier as the server logs it.</summary>
    /// <value>Null where it was not asked for: making it costs an object, and it begins with <see cref="ConnectionId"/>.</value>
    public string? RequestId { get; init; }

    /// <summary>The connection the request came on.</summary>
    /// <value>Null when the server names none.</value>
    public string? ConnectionId { get; init; }

    /// <summary>The W3C trace the request belongs to.</summary>
    /// <value>32 hexadecimal digits; null without a trace.</value>
    public string? TraceId { get; init; }

    /// <summary>The address of the socket's other end.</summary>
    /// <value>Null when the transport has none. IPv4 may come mapped into IPv6, as the server has it; it is written as IPv4.</value>
    public IPAddress? ClientAddress { get; init; }

    /// <summary>The client's address as a trusted proxy forwarded it.</summary>
    /// <value>Null unless <see cref="ClientAddress"/> is a trusted proxy.</value>
    public IPAddress? ForwardedAddress { get; init; }

    /// <summary>Whether the same request was decided before.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Repeated { get; init; }

    /// <summary>The same as an event.</summary>
    /// <returns>A new event with an id of its own.</returns>
    public AuditEvent ToEvent() => new()
    {
        Id = Guid.CreateVersion7(Time),
        Type = Type,
        Time = Time,
        Outcome = Outcome,
        Class = Class,
        Caller = Caller ?? Caller.Anonymous,
        Resource = Resource,
        Action = Action,
        Code = Code,
        Reason = Reason,
        Unverified = Unverified,
        RequestId = RequestId,
        ConnectionId = ConnectionId,
        TraceId = TraceId,
        ClientAddress = Plain(ClientAddress),
        ForwardedAddress = Plain(ForwardedAddress),
        Repeated = Repeated,
    };

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
