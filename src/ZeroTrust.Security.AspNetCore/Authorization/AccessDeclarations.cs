using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ZeroTrust.Security.AspNetCore.Auditing;
using ZeroTrust.Security.AspNetCore.Certificates;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>Collects the declarations of one endpoint and what is wrong with them. Used while a policy is compiled, by one thread.</summary>
internal sealed class AccessDeclarations(PermissionModel permissions, ITrustModel trust, ClientCertificates? certificates, RouteEndpoint? endpoint)
{
    // RFC 6749 §3.3, scope-token: what may stand in a challenge between quotes.
    private static readonly SearchValues<char> ScopeCharacters =
        SearchValues.Create([.. Enumerable.Range(0x21, 0x7E - 0x21 + 1).Select(static code => (char)code).Where(static c => c is not ('"' or '\\'))]);

    private readonly List<Grant> _grants = [];
    private readonly List<PermissionRequirement> _anyOf = [];
    private readonly List<AccessRule> _rules = [];
    private readonly List<Func<Caller, HttpContext, ValueTask<bool>>> _codeRules = [];
    private readonly List<string> _faults = [];
    private double? _recordAllowed;
    private bool _saysWhichServices;
    private bool _asksTable;

    public bool RequiresSomething { get; private set; }

    public CallerKinds Callers { get; private set; }

    /// <summary>
    /// Whether a service is required and which is said, and a user or what a user's token can answer. A permission alone does not say
    /// which: it would be the user's.
    /// </summary>
    public bool AsksForTwo => _saysWhichServices
        && (Callers.HasFlag(CallerKinds.User) || _grants.Count > 0 || _rules.Exists(static rule => rule is not (CallersRule or CertificateRule)));

    public bool RechecksWhileOpen { get; set; }

    /// <summary>What is promised of allowed decisions, by the declaration nearest to the endpoint; null when there is none.</summary>
    public AuditClass? AuditClass { get; private set; }

    /// <summary>Which allowed decisions are recorded, by the declaration nearest to the endpoint; null when there is none.</summary>
    public AllowedSample? Sample => _recordAllowed is { } fraction ? new(fraction) : null;

    public bool IsAnonymous { get; private set; }

    public string? AnonymousReason { get; private set; }

    public List<string> Faults => _faults;

    public void RequireAll(GrantKind kind, string declaration, IReadOnlyList<string> names)
    {
        RequiresSomething = true;
        if (AreUsable(kind, declaration, names))
        {
            _grants.AddRange(names.Select(name => new Grant(kind, name)));
        }
    }

    public void RequireAnyPermission(IReadOnlyList<string> names)
    {
        RequiresSomething = true;
        if (AreUsable(GrantKind.Permission, "RequireAnyPermission", names))
        {
            var requirement = permissions.RequireAny([.. names.Select(static name => new Grant(GrantKind.Permission, name))]);
            _anyOf.Add(requirement);
            _rules.Add(new GrantRule(requirement));
        }
    }

    public void RequireRole(IReadOnlyList<string> roles)
    {
        RequireAll(GrantKind.Role, "RequireRole", roles);
        Callers |= CallerKinds.User;

        var known = KnownRoles();
        foreach (var role in roles.Where(role => known.Count > 0 && !known.Contains(role)))
        {
            _faults.Add($"RequireRole names '{role}', which is in no role table and which no issuer may assert by name; known are {string.Join(", ", known)}. Give it permissions in ZeroTrust:Roles, or name it in MayAssert:Roles of the issuer that asserts it.");
        }
    }

    public void RequireOwner(string routeValue, string? orPermission)
    {
        RequiresSomething = true;
        Callers |= orPermission is null ? CallerKinds.User : CallerKinds.Either;
        if (trust.Current.OwnerAuthority is null)
        {
            _faults.Add("RequireOwner has no issuer to compare within: set ZeroTrust:OwnerAuthority to the name of an issuer of users.");
        }

        if (!IsInRoute("RequireOwner", routeValue) || (orPermission is not null && !AreUsable(GrantKind.Permission, "OrPermission", [orPermission])))
        {
            return;
        }

        var alternative = orPermission is null ? null : permissions.RequireAll(new Grant(GrantKind.Permission, orPermission));
        _rules.Add(new OwnerRule(routeValue, alternative));
    }

    public void RequireTenant(string routeValue)
    {
        RequiresSomething = true;
        if (trust.Current.TenantAuthority is null)
        {
            _faults.Add("RequireTenant has no issuer to compare within: set ZeroTrust:TenantAuthority to the name of an issuer.");
        }

        if (IsInRoute("RequireTenant", routeValue))
        {
            _rules.Add(new TenantRule(routeValue));
        }
    }

    public void RequireAuthenticatedCaller() => RequiresSomething = true;

    public void RequireUser() => RequireKind(CallerKinds.User);

    public void RequireService() => RequireKind(CallerKinds.Service);

    public void RequireClientCertificate()
    {
        RequireService();
        if (certificates is null)
        {
            _faults.Add("RequireClientCertificate needs AddClientCertificates: call builder.Services.AddZeroTrust(…).AddClientCertificates().");
            return;
        }

        _rules.Add(new CertificateRule(certificates));
    }

    public void AllowCallers(IReadOnlyList<string> services)
    {
        AllowAnyService();
        if (AreNamed("AllowCallers", services))
        {
            _rules.Add(new CallersRule(services));
        }
    }

    /// <summary>Whom the table of callers lists under the permissions that the endpoint requires, wherever it declares them.</summary>
    public void AllowCallersInTable()
    {
        AllowAnyService();
        _asksTable = true;
    }

    public void AllowAnyService()
    {
        RequireKind(CallerKinds.Service);
        _saysWhichServices = true;
    }

    public void RequireClient(IReadOnlyList<string> clients)
    {
        RequiresSomething = true;
        if (AreNamed("RequireClient", clients))
        {
            _rules.Add(new ClientRule(clients));
        }
    }

    public void RequireThat(Func<Caller, HttpContext, ValueTask<bool>> rule)
    {
        RequiresSomething = true;
        _codeRules.Add(rule);
    }

    public void AllowAnonymous(string reason)
    {
        IsAnonymous = true;
        if (string.IsNullOrWhiteSpace(reason))
        {
            _faults.Add("AllowAnonymousBecause has no reason: say why anybody may call.");
            return;
        }

        AnonymousReason = reason;
    }

    public void AuditAs(AuditClass auditClass)
    {
        AuditClass = auditClass;
        if (!Enum.IsDefined(auditClass))
        {
            _faults.Add($"AuditAs names the class {(int)auditClass}; use Required, Buffered or BestEffort.");
        }
    }

    public void RecordAllowed(double fraction)
    {
        _recordAllowed = fraction;
        if (!AllowedSample.IsFraction(fraction))
        {
            _faults.Add(string.Create(CultureInfo.InvariantCulture, $"RecordAllowed is {fraction}; use 0 for none to 1 for all."));
        }
    }

    /// <summary>Finds what is wrong with all declarations together. After the last one, before anything is compiled.</summary>
    public void Complete()
    {
        if (AuditClass == Security.AuditClass.Required && _recordAllowed < 1)
        {
            _faults.Add("Its decisions must be on record before it runs (AuditClass.Required), and RecordAllowed leaves some out: keep one of the two.");
        }

        if (_asksTable && _anyOf.Count == 0 && !RequiresPermissions)
        {
            _faults.Add("AllowCallers without names has ZeroTrust:Callers decide by the permissions that the endpoint requires, and it requires none: add RequirePermission, or name the services.");
        }

        if (Callers.HasFlag(CallerKinds.Service) && !_saysWhichServices && !LimitsServices)
        {
            _faults.Add("It requires a service and does not say which: name them with AllowCallers, have ZeroTrust:Callers decide with AllowCallers(), or say AllowAnyService().");
        }
    }

    /// <summary>The rules in the order they are asked: who, of what kind, with which grants, the rest as declared, then the table of callers.</summary>
    public AccessRule[] CompileRules()
    {
        var rules = new List<AccessRule> { new AuthenticatedRule() };
        if (Callers != CallerKinds.Either)
        {
            rules.Add(new KindRule(Callers));
        }

        if (_grants.Count > 0)
        {
            rules.Add(new GrantRule(permissions.RequireAll([.. _grants.Distinct()])));
        }

        return [.. rules, .. _rules, .. _asksTable ? CompileTableRules() : []];
    }

    public Func<Caller, HttpContext, ValueTask<bool>>[] CompileCodeRules() => [.. _codeRules];

    private bool RequiresPermissions => _grants.Exists(static grant => grant.Kind == GrantKind.Permission);

    // What a service alone must hold, or code that looks at it. Beside a user the grants would be the user's.
    private bool LimitsServices => _codeRules.Count > 0 || (!Callers.HasFlag(CallerKinds.User) && (_grants.Count > 0 || _anyOf.Count > 0));

    private IEnumerable<AccessRule> CompileTableRules()
    {
        if (RequiresPermissions)
        {
            yield return new CallersTableRule(trust, [permissions.RequireAll([.. _grants.Distinct().Where(static grant => grant.Kind == GrantKind.Permission)])]);
        }

        foreach (var anyOf in _anyOf)
        {
            yield return new CallersTableRule(trust, [.. anyOf.Grants.Select(grant => permissions.RequireAll(grant))]);
        }
    }

    private void RequireKind(CallerKinds kind)
    {
        RequiresSomething = true;
        Callers |= kind;
    }

    private bool AreUsable(GrantKind kind, string declaration, IReadOnlyList<string> names)
    {
        if (!AreNamed(declaration, names))
        {
            return false;
        }

        var before = _faults.Count;
        foreach (var name in names)
        {
            if (kind == GrantKind.Permission && !PermissionName.IsValid(name))
            {
                _faults.Add($"{declaration} names '{name}', which is no permission; use resource:action, such as orders:read, without wildcard.");
            }
            else if (kind == GrantKind.Scope && name.AsSpan().ContainsAnyExcept(ScopeCharacters))
            {
                _faults.Add($"{declaration} names '{name}', which is no scope; use printable ASCII without blank, quote and backslash (RFC 6749 §3.3).");
            }
        }

        return _faults.Count == before;
    }

    private bool AreNamed(string declaration, IReadOnlyList<string> names)
    {
        if (names.Count > 0 && !names.Any(string.IsNullOrWhiteSpace))
        {
            return true;
        }

        _faults.Add($"{declaration} has {(names.Count == 0 ? "an empty list" : "an empty name")}: an empty requirement lets nobody in; name at least one.");
        return false;
    }

    private bool IsInRoute(string declaration, string routeValue)
    {
        if (endpoint is not null && !string.IsNullOrEmpty(routeValue) && endpoint.RoutePattern.GetParameter(routeValue) is not null)
        {
            return true;
        }

        _faults.Add($"{declaration} names the route value '{routeValue}', which the route has not.");
        return false;
    }

    private SortedSet<string> KnownRoles() =>
        new(trust.Current.Roles.Keys.Concat(trust.Current.Issuers.SelectMany(static issuer => issuer.AssertableRoles)), StringComparer.Ordinal);
}
