namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>One class of change to a token, and how often it is chosen relative to the others.</summary>
internal sealed record Mutation(string Name, int Weight, MutationStage Stage, Action<TokenDraft, SeededRandom> Apply);
