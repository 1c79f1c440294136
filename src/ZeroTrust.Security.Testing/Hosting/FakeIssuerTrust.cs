using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.Testing;

/// <summary>How a host trusts a <see cref="FakeTokenIssuer"/>. Set while the host is built.</summary>
public sealed class FakeIssuerTrust
{
    private bool _outsideDevelopment;

    /// <summary>The issuer's name in the settings. The name of a configured issuer lets the fake stand in for it and keeps its other settings.</summary>
    /// <value><c>fake</c> by default.</value>
    public string Name { get; set; } = "fake";

    /// <summary>Whom its tokens speak for.</summary>
    /// <value>Null, the default, keeps what the settings say of the name, or else <see cref="IssuerKind.Users"/>.</value>
    public IssuerKind? Kind { get; set; }

    /// <summary>Whether the issuers that the settings trust beside it are dropped, so that a test needs none of them.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AndNoOther { get; set; }

    /// <summary>
    /// Lets a host in another environment than Development trust the issuer, never one in Production. Its keys are then taken once,
    /// at start, since a service outside Development fetches none from loopback: a rotation is not seen.
    /// </summary>
    public void AllowOutsideDevelopment() => _outsideDevelopment = true;

    internal void ThrowUnlessAllowedIn(IHostEnvironment environment)
    {
        if (ProductionGuard.IsProduction(environment.EnvironmentName) || (!environment.IsDevelopment() && !_outsideDevelopment))
        {
            throw new InvalidOperationException(
                $"This host trusts a FakeTokenIssuer as '{Name}' and its environment is '{environment.EnvironmentName}'. "
                + "Use Development, or another environment but Production with AllowOutsideDevelopment().");
        }
    }
}
