using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Turns the validated settings of an issuer into the form that the rules read, its preset applied.</summary>
internal static class IssuerProfileCompiler
{
    /// <summary>Compiles one issuer.</summary>
    /// <param name="name">Its configured name.</param>
    /// <param name="options">Its settings; validated.</param>
    /// <param name="alone">Whether it is the only one, so that what is not said means everything.</param>
    public static IssuerProfile Compile(string name, IssuerOptions options, bool alone)
    {
        var preset = IssuerPresets.Of(options.Preset);
        return new()
        {
            Name = name,
            Identifier = IdentifierOf(options)!,
            Audiences = [.. options.Audiences],
            Algorithms = TryReadAlgorithms(options, out var algorithms) ? algorithms : [],
            AllowLegacyTokenType = options.AllowLegacyTokenType ?? preset.AllowLegacyTokenType,
            AllowNonce = preset.AllowNonce,
            ClientClaims = preset.ClientClaims,
            PermissionClaims = PathsOf(options.PermissionClaims, preset.PermissionClaims),
            ScopeClaims = PathsOf(options.ScopeClaims, preset.ScopeClaims),
            ScopeShape = options.ScopeShape ?? preset.ScopeShape,
            RoleClaims = PathsOf(options.RoleClaims, preset.RoleClaims),
            TenantClaim = PathOf(options.TenantClaim ?? preset.TenantClaim),
            RequiredClaims = PathsOf(options.RequiredClaims, []),
            MaxLifetime = options.MaxLifetime,
            MaxAge = options.MaxAge,
            ClockSkew = options.ClockSkew,
            Kind = options.Kind ?? IssuerKind.Users,
            KindClaim = PathOf(options.KindClaim),
            ServiceKindValue = options.ServiceKindValue,
            Service = options.Service,
            Bounds = new(BoundsOf(options, alone)),
            MayActForUsersOf = [.. options.MayActForUsersOf],
        };
    }

    /// <summary>The exact <c>iss</c>; null when neither it nor an authority is set.</summary>
    public static string? IdentifierOf(IssuerOptions options)
    {
        var slash = IssuerPresets.Of(options.Preset).SlashEndsIssuer && options.Authority?.EndsWith('/') == false;
        return options.Issuer ?? (slash ? options.Authority + "/" : options.Authority);
    }

    /// <summary>The algorithms, each once, in their order; none named means all. Fails on a name that is none.</summary>
    public static bool TryReadAlgorithms(IssuerOptions options, out SignatureAlgorithm[] algorithms)
    {
        var all = Enum.GetValues<SignatureAlgorithm>();
        var named = options.Algorithms.Distinct(StringComparer.Ordinal).ToArray();
        algorithms = named.Length == 0 ? all : [.. named.Join(all, static name => name, static algorithm => algorithm.ToString(), static (_, algorithm) => algorithm, StringComparer.Ordinal)];
        return named.Length == 0 || algorithms.Length == named.Length;
    }

    /// <summary>What the issuer may assert: alone everything unless it says, one of several nothing unless it says.</summary>
    public static AssertionBounds BoundsOf(IssuerOptions options, bool alone) =>
        options.MayAssert ?? (alone ? AssertionBounds.All() : new());

    private static ClaimPath[] PathsOf(IList<string> configured, IReadOnlyList<string> preset)
    {
        IEnumerable<string> paths = configured.Count > 0 ? configured : preset;
        return [.. paths.Select(static path => PathOf(path)).OfType<ClaimPath>()];
    }

    private static ClaimPath? PathOf(string? text) => text is not null && ClaimPath.TryParse(text, out var path) ? path : null;
}
