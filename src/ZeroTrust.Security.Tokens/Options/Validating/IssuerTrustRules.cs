namespace ZeroTrust.Security.Tokens.Options;

/// <summary>Checks that it is said what an issuer is trusted with; one among others must say all of it.</summary>
internal static class IssuerTrustRules
{
    public static void Check(IssuerEntry entry)
    {
        var (issuer, faults) = (entry.Options, entry.Faults);
        faults.AddUnlessDefined(nameof(issuer.Kind), issuer.Kind);
        CheckMixed(issuer, faults);
        CheckService(issuer, faults);
        CheckActing(entry);
        AssertionBoundsRules.Check(issuer.MayAssert, faults.Below(nameof(issuer.MayAssert)));
        if (entry.HasOthers)
        {
            CheckAmongOthers(issuer, faults);
        }
    }

    private static void CheckMixed(IssuerOptions issuer, SettingFaults faults)
    {
        if (issuer.Kind == IssuerKind.Mixed)
        {
            if (issuer.KindClaim is null)
            {
                faults.Add(nameof(issuer.KindClaim), "is not set; an issuer of kind Mixed needs the claim that tells a service's token from a user's, such as idtyp.");
            }

            if (issuer.ServiceKindValue is null)
            {
                faults.Add(nameof(issuer.ServiceKindValue), "is not set; give the value of KindClaim that marks a service's token, such as app, or {client}.");
            }

            return;
        }

        foreach (var (name, value) in ((string, string?)[])[(nameof(issuer.KindClaim), issuer.KindClaim), (nameof(issuer.ServiceKindValue), issuer.ServiceKindValue)])
        {
            if (value is not null)
            {
                faults.Add(name, $"is {Shown.Value(value)} and has no effect; it is for issuers of kind Mixed.");
            }
        }
    }

    private static void CheckService(IssuerOptions issuer, SettingFaults faults)
    {
        if (issuer.Service is null)
        {
            return;
        }

        faults.AddUnlessWord(nameof(issuer.Service), issuer.Service, "the name of one service");
        if (issuer.Kind != IssuerKind.Services)
        {
            faults.Add(nameof(issuer.Service), $"is {Shown.Value(issuer.Service)}; only an issuer of kind Services speaks for one service. Set Kind to Services, or take it away.");
        }
    }

    private static void CheckActing(IssuerEntry entry)
    {
        var (issuer, faults) = (entry.Options, entry.Faults);
        if (issuer.MayActForUsersOf.Count > 0 && issuer.Kind is not (IssuerKind.Services or IssuerKind.Mixed))
        {
            faults.Add(nameof(issuer.MayActForUsersOf), "is given; only services act for users. Set Kind to Services or Mixed, or take it away.");
        }

        if (issuer.MayActForUsersOf.Count > 1)
        {
            faults.Add(nameof(issuer.MayActForUsersOf), "names several issuers, and nothing in a token says of which one its user is; name one.");
        }

        foreach (var name in issuer.MayActForUsersOf)
        {
            if (AuthorityRules.FindFault(name, entry.All) is { } fault)
            {
                faults.Add(nameof(issuer.MayActForUsersOf), fault);
            }
        }
    }

    private static void CheckAmongOthers(IssuerOptions issuer, SettingFaults faults)
    {
        if (issuer.Kind is null)
        {
            faults.Add(nameof(issuer.Kind), "is not set; with two or more issuers say Users, Services or Mixed for each.");
        }
        else if (issuer.Kind == IssuerKind.Services)
        {
            if (issuer.Service is null && issuer.MayAssert is not { Services.Count: > 0 })
            {
                faults.Add(nameof(issuer.Service), "is not set; with two or more issuers name the service this one speaks for, or several in MayAssert:Services.");
            }
        }
        else if (issuer.MayAssert is null)
        {
            faults.Add(nameof(issuer.MayAssert), "is not set; with two or more issuers say what this one may assert: '*' for everything, 'none', or a section with Roles, Permissions, Scopes, Tenants, Services.");
        }
    }
}
