namespace ZeroTrust.Security.AuditShipping;

/// <summary>What a target answered.</summary>
/// <param name="Status">The status; 0 without an answer.</param>
/// <param name="Body">The body; null without one, or where it is longer than it may be.</param>
internal readonly record struct SinkAnswer(int Status, byte[]? Body)
{
    private const int ContentTooLarge = 413;
    private const int UnprocessableContent = 422;

    public string? Fault { get; init; }

    public TimeSpan RetryAfter { get; init; }

    /// <summary>Whether the target took what it was sent: a status of 200 to 299, and nothing else.</summary>
    public bool IsSuccess => Status is >= 200 and <= 299;

    /// <summary>
    /// The refusal that this answer is. Two statuses are about what was sent, and hold however often it comes (RFC 9110 §15.5.14, §15.5.21); every other may be
    /// about settings, credentials or the state of the target, and what was sent comes again.
    /// </summary>
    public PartResult Refusal() => new(0, Fault ?? $"status {Status}") { RetryAfter = RetryAfter, IsUnacceptable = Status is ContentTooLarge or UnprocessableContent };

    /// <summary>A refusal of an answer that is not what such a target answers.</summary>
    public PartResult Wrong(string fault) => new(0, fault) { RetryAfter = RetryAfter };
}
