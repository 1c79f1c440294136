using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Outbound;

/// <summary>A token for a call to another service: had of the provider with one at hand, and made anew each time as a service without one does.</summary>
internal sealed class ServiceTokenSubject
{
    private static readonly ServiceTokenRequest Request = new() { Audience = "payments" };

    private readonly IServiceTokenProvider _provider;
    private readonly JsonWebTokenHandler _handler = new();
    private readonly SecurityTokenDescriptor _descriptor;

    public ServiceTokenSubject()
    {
        var services = new ServiceCollection().AddSingleton<IServiceTokenMinter>(new StandInMinter());
        services.AddZeroTrustCore().AddServiceClient("payments", static client => client.Audience = "payments");
        _provider = services.BuildServiceProvider().GetRequiredService<IServiceTokenProvider>();
        _provider.GetTokenAsync(Request).AsTask().GetAwaiter().GetResult();
        _descriptor = Describe();
    }

    public string Create() => _handler.CreateToken(_descriptor);

    public void Get(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var token = _provider.GetTokenAsync(Request);
            if (!token.IsCompletedSuccessfully || token.Result.ExpiresAt == default)
            {
                throw new InvalidOperationException("The provider waits.");
            }
        }
    }

    private static SecurityTokenDescriptor Describe() => new()
    {
        Issuer = "https://orders.internal",
        Audience = "payments",
        TokenType = "at+jwt",
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
        Claims = new Dictionary<string, object> { ["sub"] = "orders", ["client_id"] = "orders", ["jti"] = "0123456789abcdef0123456789abcdef" },
        SigningCredentials = new(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "2026-11" }, SecurityAlgorithms.EcdsaSha256),
    };
}
