using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Minting;
using ZeroTrust.Security.Tokens.Tests.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.Threats;

public sealed class MintingThreatTests
{
    private static readonly string[] Minted = ["iss", "sub", "client_id", "aud", "iat", "exp", "jti", "permissions", "tenant", "act"];

    [Fact]
    public async Task H2_AClaimOfItsOwnUnderARegisteredName_IsRefused()
    {
        using var rig = await RingRig.StartAsync();
        foreach (var name in Minted.Concat(RegisteredClaims.Names).Concat(["roles", "groups", "realm_access", "tenant_id", "email"]))
        {
            await AssertRefusedAsync(rig, With(name, "x"), name);
            await AssertRefusedAsync(rig, With(name.ToUpperInvariant(), "x"), name);
            await AssertRefusedAsync(rig, With(name + "\0", "x"), name);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("a.b")]
    [InlineData("été")]
    public async Task H2_AClaimOfItsOwnWithAStrangeName_IsRefused(string name)
    {
        using var rig = await RingRig.StartAsync();
        await AssertRefusedAsync(rig, With(name, "x"), name);
    }

    [Fact]
    public async Task H2_ValuesThatAreJson_StayText()
    {
        using var rig = await RingRig.StartAsync();
        const string Value = "x\",\"sub\":\"admin\",\"y\":\"\\";
        var token = (await rig.Minter.MintAsync(new() { Audience = "payments", Tenant = Value, Claims = new Dictionary<string, string> { ["note"] = Value } })).Reveal();

        var payload = Jws.Payload(token);
        Assert.Equal(("orders", Value, Value), (payload.GetProperty("sub").GetString(), payload.GetProperty("note").GetString(), payload.GetProperty("tenant").GetString()));
        Assert.Equal(9, payload.EnumerateObject().Count());
    }

    [Theory]
    [InlineData("\ud800")]
    [InlineData("\udc00x")]
    [InlineData("a\nb")]
    [InlineData("")]
    public async Task H2_ValuesThatAreNoPlainText_AreRefused(string value)
    {
        using var rig = await RingRig.StartAsync();
        await AssertRefusedAsync(rig, With("note", value), value);
        await AssertRefusedAsync(rig, new() { Audience = "payments", Tenant = value }, value);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("pay*")]
    [InlineData("")]
    [InlineData("payments stock")]
    [InlineData("payments\",\"stock")]
    [InlineData("[\"payments\",\"stock\"]")]
    public async Task H3_AnAudienceThatIsNotOneService_IsRefused(string audience)
    {
        using var rig = await RingRig.StartAsync();
        await AssertRefusedAsync(rig, new() { Audience = audience }, audience);
    }

    [Fact]
    public async Task H3_ALifeBeyondTheBounds_IsRefused()
    {
        using var rig = await RingRig.StartAsync();
        var longest = TimeSpan.FromMinutes(15);
        Assert.Equal(longest, (await rig.Minter.MintAsync(new() { Audience = "payments", Lifetime = longest })).ExpiresAt - rig.Clock.GetUtcNow());
        foreach (var lifetime in (TimeSpan[])[longest + TimeSpan.FromTicks(1), TimeSpan.FromDays(365), TimeSpan.MaxValue, TimeSpan.FromSeconds(9), TimeSpan.Zero, TimeSpan.MinValue])
        {
            await AssertRefusedAsync(rig, new() { Audience = "payments", Lifetime = lifetime }, $"{lifetime}");
        }
    }

    [Theory]
    [InlineData("payments:refund")]
    [InlineData("payments:*")]
    [InlineData("*")]
    [InlineData("Payments:charge")]
    [InlineData("stock:read")]
    public async Task H3_APermissionBeyondTheGrants_IsRefused(string permission)
    {
        var options = new ServiceTokensOptions { Grants = { ["payments"] = ["payments:charge"], ["stock"] = ["stock:*"] } };
        using var rig = await RingRig.StartAsync(tokens: options);

        await AssertRefusedAsync(rig, new() { Audience = "payments", Permissions = ["payments:charge", permission] }, permission);
        await AssertRefusedAsync(rig, new() { Audience = "Payments", Permissions = ["payments:charge"] }, permission);
    }

    [Fact]
    public async Task H3_TooManyOrTooLongClaims_AreRefused()
    {
        using var rig = await RingRig.StartAsync();
        await AssertRefusedAsync(rig, With("note", new string('x', 1025)), "long");
        await AssertRefusedAsync(rig, new() { Audience = "payments", Claims = Enumerable.Range(0, 17).ToDictionary(static i => $"c{i}", static _ => "x") }, "many");
        await AssertRefusedAsync(rig, new() { Audience = "payments", Claims = Enumerable.Range(0, 16).ToDictionary(static i => $"c{i}", static _ => new string('x', 1000)) }, "much");
    }

    [Fact]
    public async Task H13_TokenIds_Have128BitsAndNoRepeats()
    {
        using var rig = await RingRig.StartAsync();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ones = new int[128];
        const int Count = 2_000;
        for (var i = 0; i < Count; i++)
        {
            var id = Jws.Payload(await rig.MintAsync()).GetProperty("jti").GetString()!;
            var bytes = Base64Url.DecodeFromChars(id);
            Assert.Equal(16, bytes.Length);
            Assert.True(seen.Add(id));
            for (var bit = 0; bit < 128; bit++)
            {
                ones[bit] += (bytes[bit / 8] >> (bit % 8)) & 1;
            }
        }

        // Each bit is set in half of them, within seven standard deviations.
        Assert.All(ones, count => Assert.InRange(count, (Count / 2) - 157, (Count / 2) + 157));
    }

    [Fact]
    public void H13_AMillionTokenIds_HaveNoRepeatsAndNoBitThatStandsStill()
    {
        const int Count = 1_000_000;
        var seen = new HashSet<UInt128>(Count);
        var (every, any) = (UInt128.MaxValue, UInt128.Zero);
        Span<byte> text = stackalloc byte[TokenId.Length];
        Span<byte> bits = stackalloc byte[16];
        for (var i = 0; i < Count; i++)
        {
            TokenId.Draw(text);
            Base64Url.DecodeFromUtf8(text, bits, out _, out var written);
            var id = BinaryPrimitives.ReadUInt128BigEndian(bits);
            Assert.Equal(16, written);
            Assert.True(seen.Add(id));
            (every, any) = (every & id, any | id);
        }

        Assert.Equal((UInt128.Zero, UInt128.MaxValue), (every, any));
    }

    [Fact]
    public async Task H13_TheNameOfAKey_IsItsThumbprint()
    {
        using var rig = await RingRig.StartAsync();
        var key = System.Text.Json.JsonDocument.Parse(rig.KeySet()).RootElement.GetProperty("keys")[0];
        var canonical = $$"""{"crv":"P-256","kty":"EC","x":"{{key.GetProperty("x").GetString()}}","y":"{{key.GetProperty("y").GetString()}}"}""";

        Assert.Equal(Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(canonical))), rig.Active.KeyId);
    }

    private static ServiceTokenRequest With(string name, string value) =>
        new() { Audience = "payments", Claims = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value } };

    private static async Task AssertRefusedAsync(RingRig rig, ServiceTokenRequest request, string row)
    {
        var fault = await Record.ExceptionAsync(async () => await rig.Minter.MintAsync(request));
        Assert.True(fault is ServiceTokenException { Failure: ServiceTokenFailure.NotGranted }, row);
    }
}
