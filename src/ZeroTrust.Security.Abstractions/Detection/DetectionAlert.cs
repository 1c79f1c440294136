using System.Net;

namespace ZeroTrust.Security;

/// <summary>What a detection rule found: who it is about, and which events of the journal made it. Immutable.</summary>
public sealed record DetectionAlert
{
    /// <summary>The id of the alert's own record in the journal.</summary>
    /// <value>A UUID of version 7.</value>
    public required Guid Id { get; init; }

    /// <summary>The rule's name.</summary>
    /// <value>As in the settings.</value>
    public required string Rule { get; init; }

    /// <summary>When it was raised.</summary>
    /// <value>UTC.</value>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who sent the event that completed it, as proven.</summary>
    /// <value><see cref="Caller.Anonymous"/> when nobody was proven.</value>
    public required Caller Caller { get; init; }

    /// <summary>Where that event came from: the forwarded address where a trusted proxy gave one, else the socket's.</summary>
    /// <value>Null where it is not known.</value>
    public IPAddress? ClientAddress { get; init; }

    /// <summary>How many events, or different values, it took.</summary>
    /// <value>At least 1.</value>
    public required int Count { get; init; }

    /// <summary>The time of the first of them.</summary>
    /// <value>UTC.</value>
    public required DateTimeOffset From { get; init; }

    /// <summary>The time of the last of them.</summary>
    /// <value>UTC.</value>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The ids of the latest of them in the journal.</summary>
    /// <value>At most 20, oldest first.</value>
    public required IReadOnlyList<Guid> Events { get; init; }

    /// <summary>What was done about it, in words.</summary>
    /// <value>Empty where the rule only raises alerts.</value>
    public IReadOnlyList<string> Responses { get; init; } = [];
}
