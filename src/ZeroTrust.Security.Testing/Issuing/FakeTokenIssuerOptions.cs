namespace ZeroTrust.Security.Testing;

/// <summary>What a <see cref="FakeTokenIssuer"/> starts with. Everything has a default.</summary>
public sealed class FakeTokenIssuerOptions
{
    /// <summary>The audience of its tokens unless a token says otherwise.</summary>
    /// <value><c>test-api</c> by default.</value>
    public string Audience { get; set; } = "test-api";

    /// <summary>The algorithms to make a key for; the first signs by default.</summary>
    /// <value>Of <see cref="FakeSigningKey.Algorithms"/>; empty means <c>ES256</c>.</value>
    public IList<string> Algorithms { get; init; } = [];

    /// <summary>How long its tokens are valid.</summary>
    /// <value>00:05:00 by default.</value>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The clients that may fetch tokens at its token endpoint.</summary>
    /// <value>Empty by default.</value>
    public IList<FakeClient> Clients { get; init; } = [];

    /// <summary>The clock its tokens' times come from.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>The environment the host runs in, beside what the process's environment says. In <c>Production</c> nothing starts.</summary>
    /// <value>Null by default.</value>
    public string? Environment { get; set; }
}
