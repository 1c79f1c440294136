namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>One judging of a token.</summary>
/// <param name="Verdict">The outcome.</param>
/// <param name="Missing">The key that it waits for, when that is why it was refused.</param>
/// <param name="Evidence">What it was judged by, when it was accepted.</param>
internal readonly record struct Judgement(TokenVerdict Verdict, MissingKey Missing = default, Evidence Evidence = default);
