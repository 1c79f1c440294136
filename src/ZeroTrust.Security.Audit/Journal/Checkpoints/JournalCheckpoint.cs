namespace ZeroTrust.Security.Audit;

/// <summary>
/// The head of a journal at one moment, signed. Kept outside the machine it shows that a journal was cut, replaced or written anew, also
/// by whoever holds every key of this machine.
/// </summary>
/// <param name="Journal">The journal's name, 32 hexadecimal digits.</param>
/// <param name="Record">The number of the last record, which is also how many there are.</param>
/// <param name="Hash">Its hash, 64 hexadecimal digits.</param>
/// <param name="Time">When it was signed.</param>
/// <param name="PreviousRecord">The record of the head that was signed before; 0 where this is the first.</param>
/// <param name="PreviousHash">Its hash; 64 zeros where this is the first.</param>
/// <param name="Jws">The same, signed: a JWS in compact form (RFC 7515) with the <c>typ</c> <c>audit-checkpoint+jwt</c>.</param>
public sealed record JournalCheckpoint(
    string Journal, long Record, string Hash, DateTimeOffset Time, long PreviousRecord, string PreviousHash, string Jws);
