namespace ZeroTrust.Security.Audit.Detection;

/// <summary>One event of a key, as a rule keeps it.</summary>
/// <param name="Time">When, in ticks of UTC.</param>
/// <param name="Member">What is told apart: the value of a distinct count, or the part of a sequence.</param>
/// <param name="Id">The event's id.</param>
internal readonly record struct Happening(long Time, ulong Member, Guid Id);
