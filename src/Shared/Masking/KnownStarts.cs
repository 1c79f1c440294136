using System.Collections.Immutable;

namespace ZeroTrust.Security.Masking;

/// <summary>How tokens and keys begin whose makers have marked them.</summary>
internal static class KnownStarts
{
    public static ImmutableArray<string> All { get; } =
        ["eyJ", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "sk_live_", "sk_test_", "sk-", "xoxb-", "xoxp-", "AKIA", "AIza", "hvs.", "npm_"];
}
