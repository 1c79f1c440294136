namespace ZeroTrust.Security.ThrowProbe.Cases;

/// <summary>One token and what the validator must say of it.</summary>
/// <param name="Name">Unique; says what is odd about the token.</param>
/// <param name="Expected">The first check that fails; <see cref="TokenFailure.None"/> for a good token.</param>
/// <param name="Token">The token text.</param>
internal sealed record TokenCase(string Name, TokenFailure Expected, string Token);
