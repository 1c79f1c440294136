using System.Diagnostics.CodeAnalysis;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>What a fetch brought: the whole body, or why there is none.</summary>
internal readonly record struct FetchedDocument(byte[]? Body, string? Problem)
{
    [MemberNotNullWhen(true, nameof(Body))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Succeeded => Body is not null;

    public static FetchedDocument Failed(string problem) => new(null, problem);
}
