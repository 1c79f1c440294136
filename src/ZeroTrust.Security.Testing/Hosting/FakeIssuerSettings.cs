using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ZeroTrust.Security.Testing;

/// <summary>Puts the fake issuer into the settings, after everything else was read.</summary>
internal sealed class FakeIssuerSettings(FakeTokenIssuer issuer, string audience, FakeIssuerTrust trust, IHostEnvironment environment)
    : IPostConfigureOptions<ZeroTrustOptions>
{
    public void PostConfigure(string? name, ZeroTrustOptions options)
    {
        trust.ThrowUnlessAllowedIn(environment);

        if (trust.AndNoOther)
        {
            DropOthers(options);
        }

        options.TrustIssuer(trust.Name, settings =>
        {
            settings.Issuer = issuer.Issuer;
            settings.JwksUri = settings.JwksFile = null;
            settings.Kind = trust.Kind ?? settings.Kind ?? IssuerKind.Users;
            settings.MayAssert ??= AssertionBounds.All();
            settings.Audiences.Clear();
            settings.Audiences.Add(audience);
            settings.Authority = environment.IsDevelopment() ? issuer.Issuer : null;
            settings.Jwks = environment.IsDevelopment() ? null : issuer.KeySetJson();
        });
    }

    private void DropOthers(ZeroTrustOptions options)
    {
        foreach (var other in options.Issuers.Keys.Where(other => other != trust.Name).ToArray())
        {
            options.Issuers.Remove(other);
        }
    }
}
