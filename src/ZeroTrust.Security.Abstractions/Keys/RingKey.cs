namespace ZeroTrust.Security;

/// <summary>One key of a ring, for reports. Immutable.</summary>
/// <param name="KeyId">Its <c>kid</c>: the RFC 7638 thumbprint.</param>
/// <param name="Algorithm">Its one algorithm, such as <c>ES256</c>.</param>
/// <param name="State">Where it stands in its life.</param>
/// <param name="Since">When it came into this state, by the clock of the process that put it there; UTC.</param>
public sealed record RingKey(string KeyId, string Algorithm, RingKeyState State, DateTimeOffset Since);
