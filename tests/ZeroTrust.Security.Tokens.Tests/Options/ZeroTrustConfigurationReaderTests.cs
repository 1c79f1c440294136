namespace ZeroTrust.Security.Tokens.Tests.Options;

public sealed class ZeroTrustConfigurationReaderTests
{
    [Fact]
    public void Configure_TheDesignsExample_ReadsEverySetting()
    {
        var options = TestSettings.Read(new Dictionary<string, string?>
        {
            ["Service"] = "orders",
            ["Issuers:corporate:Authority"] = "https://id.example.com",
            ["Issuers:corporate:Audiences"] = "orders",
            ["Issuers:corporate:Kind"] = "Users",
            ["Issuers:corporate:MayAssert"] = "*",
            ["Issuers:payments:Authority"] = "https://payments.internal",
            ["Issuers:payments:Audiences"] = "orders",
            ["Issuers:payments:Kind"] = "Services",
            ["Issuers:payments:Service"] = "payments",
            ["Roles:support_agent:0"] = "customers:read",
            ["Roles:support_agent:1"] = "refunds:write",
            ["Roles:admin:0"] = "*",
        });

        Assert.Empty(options.Faults);
        Assert.Equal("orders", options.Service);
        Assert.Equal(["corporate", "payments"], options.Issuers.Keys.Order());
        Assert.Equal("https://id.example.com", options.Issuers["corporate"].Authority);
        Assert.Equal(["orders"], options.Issuers["corporate"].Audiences);
        Assert.Equal(IssuerKind.Users, options.Issuers["corporate"].Kind);
        Assert.Equal(["*"], options.Issuers["corporate"].MayAssert!.Roles);
        Assert.Equal(IssuerKind.Services, options.Issuers["payments"].Kind);
        Assert.Equal("payments", options.Issuers["payments"].Service);
        Assert.Null(options.Issuers["payments"].MayAssert);
        Assert.Equal(["customers:read", "refunds:write"], options.Roles["support_agent"]);
        Assert.Equal(["*"], options.Roles["admin"]);
    }

    [Theory]
    [InlineData("Issuer:corporate:Authority", "https://id", "ZeroTrust:Issuer is no setting. Did you mean 'Issuers'?")]
    [InlineData("Issuers:a:Audience", "x", "ZeroTrust:Issuers:a:Audience is no setting. Did you mean 'Audiences'?")]
    [InlineData("Issuers:a:MayAssert:Rolls", "x", "ZeroTrust:Issuers:a:MayAssert:Rolls is no setting. Did you mean 'Roles'?")]
    [InlineData("Issuers:a:Preset", "keykloak", "ZeroTrust:Issuers:a:Preset is 'keykloak'; use one of Standard, Keycloak, Auth0, Okta, Entra. Did you mean 'Keycloak'?")]
    [InlineData("Issuers:a:Kind", "1", "ZeroTrust:Issuers:a:Kind is '1'; use one of Users, Services, Mixed.")]
    [InlineData("Issuers:a:ClockSkew", "30", "ZeroTrust:Issuers:a:ClockSkew is '30'; use a duration as [days.]hours:minutes:seconds, such as 00:00:30.")]
    [InlineData("MaxTokenBytes", "8k", "ZeroTrust:MaxTokenBytes is '8k'; use a whole number in digits.")]
    [InlineData("Issuers:a:AllowLegacyTokenType", "yes", "ZeroTrust:Issuers:a:AllowLegacyTokenType is 'yes'; use true or false.")]
    [InlineData("Issuers:a:MayAssert", "all", "ZeroTrust:Issuers:a:MayAssert is 'all'; use '*' for everything, 'none', or a section with Roles, Permissions, Scopes, Tenants, Services.")]
    [InlineData("Issuers:a", "https://id", "ZeroTrust:Issuers:a is not an issuer; give it settings such as Authority and Audiences.")]
    [InlineData("Issuers", "corporate", "ZeroTrust:Issuers takes named issuers and has one value.")]
    [InlineData("Roles:orders:admin:0", "a:b", "ZeroTrust:Roles:orders:admin is no permission. A role whose name holds ':' goes into a list: { \"Name\": …, \"Permissions\": … }.")]
    [InlineData("Roles:auditor", "", "ZeroTrust:Roles:auditor is an empty list; name at least one entry or take it away.")]
    [InlineData("Roles:0:Name", "admin", "ZeroTrust:Roles:0 binds to nothing; a role needs a Name and Permissions.")]
    [InlineData("Roles:0", "admin", "ZeroTrust:Roles:0 is no role; give it as { \"Name\": …, \"Permissions\": … }.")]
    [InlineData("Callers:payments:charge:0", "orders", "ZeroTrust:Callers:payments:charge is no service. A permission whose name holds ':' goes into a list: { \"Permission\": …, \"Services\": … }.")]
    [InlineData("Callers:0:Permission", "payments:charge", "ZeroTrust:Callers:0 binds to nothing; a permission needs a Permission and Services.")]
    [InlineData("Callers:0:Service", "orders", "ZeroTrust:Callers:0:Service is no setting. Did you mean 'Services'?")]
    [InlineData("Callers", "orders", "ZeroTrust:Callers takes permissions with their services and has one value.")]
    [InlineData("Issuers:a:Audiences:first", "x", "ZeroTrust:Issuers:a:Audiences:first is not an item of a list; a list is numbered items or one space-separated string.")]
    [InlineData("Issuers:a:Audiences:0", " ", "ZeroTrust:Issuers:a:Audiences:0 is an empty entry.")]
    [InlineData("Issuers:a:Audiences:0:x", "y", "ZeroTrust:Issuers:a:Audiences:0 takes one value and has settings below it.")]
    [InlineData("Issuers:a:Authority:Url", "https://id", "ZeroTrust:Issuers:a:Authority takes one value and has settings below it.")]
    [InlineData("Issuers:a:Authority", "", "ZeroTrust:Issuers:a:Authority is empty; give it a value or take it away.")]
    [InlineData("Service", null, "ZeroTrust:Service is empty; give it a value or take it away.")]
    public void Configure_WhatNothingCanTake_IsAFaultThatSaysWhatIsAccepted(string key, string? value, string expected)
    {
        var options = TestSettings.ReadOne(key, value);

        Assert.Contains(expected, options.Faults.Select(static fault => $"{fault.Path} {fault.Text}"));
    }
}
