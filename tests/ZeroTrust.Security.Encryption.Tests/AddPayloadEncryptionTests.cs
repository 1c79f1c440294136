using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Encryption.Tests.Rotation;

namespace ZeroTrust.Security.Encryption.Tests;

public sealed class AddPayloadEncryptionTests
{
    [Fact]
    public async Task AServiceThatOnlyEncrypts_SealsToThePublishedKey_AndOpensNothing()
    {
        await using var payments = await Receiver.StartAsync(TimeSpan.FromDays(1), TimeSpan.FromDays(1));
        using var orders = Orders(("Encryption:Recipients:payments:Jwks", KeySetOf(payments.Published)));
        var protector = orders.Services.GetRequiredService<IPayloadProtector>();

        var message = await protector.SealAsync("payments", "card-number", "4111"u8.ToArray());

        Assert.Equal("4111", Encoding.UTF8.GetString(payments.Protector.Open("card-number", message).Plaintext!));
        Assert.False(protector.Open("card-number", message).Opened);
    }

    [Fact]
    public void Settings_ThatAreWrong_AreNamedAllAtOnce()
    {
        using var orders = Orders(
            ("Encryption:MaxHeaderBytes", "10"),
            ("Encryption:MaxPlaintextBytes", "0"),
            ("Encryption:Recipient", "x"),
            ("Encryption:Recipients:none:KeyHosts:0", "a b"),
            ("Encryption:Recipients:insecure:JwksUri", "http://payments.internal/jwks"),
            ("Encryption:Recipients:old:Authority", "https://payments.internal"),
            ("Encryption:Recipients:old:LastKnownGood", "3.00:00:00"),
            ("Encryption:Recipients:empty:Jwks", "{\"keys\":[]}"),
            ("Encryption:Recipients:plain", "https://payments.internal"));

        var thrown = Assert.Throws<OptionsValidationException>(() => orders.Services.GetRequiredService<IOptions<EncryptionOptions>>().Value);
        string[] expected =
        [
            "ZeroTrust:Encryption:MaxHeaderBytes", "ZeroTrust:Encryption:MaxPlaintextBytes", "ZeroTrust:Encryption:Recipient",
            "ZeroTrust:Encryption:Recipients:none:Authority", "ZeroTrust:Encryption:Recipients:none:KeyHosts", "ZeroTrust:Encryption:Recipients:insecure:JwksUri",
            "ZeroTrust:Encryption:Recipients:old:LastKnownGood", "ZeroTrust:Encryption:Recipients:empty:Jwks", "ZeroTrust:Encryption:Recipients:plain",
        ];
        Assert.All(expected, path => Assert.Contains(thrown.Failures, failure => failure.Contains(path, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ARecipientWhoseKeySetHasNoKeyToEncryptTo_IsNotEncryptedFor()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signing = KeySetOf(new("signing", "ES256", key.ExportSubjectPublicKeyInfo())).Replace("\"enc\"", "\"sig\"", StringComparison.Ordinal);
        using var folder = new TemporaryFile(signing);
        using var orders = Orders(("Encryption:Recipients:payments:JwksFile", folder.Path));

        // Its own check at the start says so too.
        await Assert.ThrowsAsync<OptionsValidationException>(() => orders.StartAsync());
    }

    private static string KeySetOf(EncryptionKey key)
    {
        using var ec = ECDiffieHellman.Create();
        ec.ImportSubjectPublicKeyInfo(key.SubjectPublicKeyInfo.Span, out _);
        var point = ec.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"keys":[{"kty":"EC","crv":"P-256","x":"{{System.Buffers.Text.Base64Url.EncodeToString(point.X)}}","y":"{{System.Buffers.Text.Base64Url.EncodeToString(point.Y)}}","kid":"{{key.KeyId}}","alg":"{{key.Algorithm}}","use":"enc"}]}""";
    }

    private static IHost Orders(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(static one => new KeyValuePair<string, string?>($"ZeroTrust:{one.Key}", one.Value)));
        builder.Services.AddZeroTrustCore().AddPayloadEncryption(builder.Configuration.GetSection("ZeroTrust"));
        return builder.Build();
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
