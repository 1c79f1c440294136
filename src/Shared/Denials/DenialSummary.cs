namespace ZeroTrust.Security.Denials;

/// <summary>How many denials of one source were counted in place of being written, by the code of the answer.</summary>
/// <param name="Source">The source; the default for all that were too many to tell apart, and those without an address.</param>
/// <param name="Codes">The counts; exact.</param>
internal sealed record DenialSummary(DenialSource Source, IReadOnlyDictionary<string, long> Codes)
{
    public long Count => Codes.Values.Sum();

    public AuditEvent ToEvent(DateTimeOffset now) => new()
    {
        Type = DenialSummaries.RecordType,
        Time = now,
        Outcome = AuditOutcome.Denied,
        Class = AuditClass.Buffered,
        ClientAddress = Source.Address,
        Details = [new("count", Count), .. Source.IsNetwork ? [new AuditDetail("prefix", DenialSource.NetworkBits)] : Array.Empty<AuditDetail>(), .. Codes.OrderBy(static code => code.Key, StringComparer.Ordinal).Select(static code => new AuditDetail(code.Key, code.Value))],
    };
}
