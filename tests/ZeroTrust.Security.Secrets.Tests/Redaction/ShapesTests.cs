namespace ZeroTrust.Security.Secrets.Tests.Redaction;

/// <summary>What is masked by its shape alone, and what only looks like it.</summary>
public sealed class ShapesTests
{
    private const string Jwt = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl";
    private const string Jwe = "eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.a2V5.aXY.Y2lwaGVydGV4dA.dGFn";
    private const string PrivateKey = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA==\n-----END PRIVATE KEY-----";

    [Theory]
    [InlineData("token " + Jwt + " refused", "token [masked] refused")]
    [InlineData("{\"token\":\"" + Jwe + "\"}", "{\"token\":\"[masked]\"}")]
    [InlineData("GET /?access_token=" + Jwt + "&x=1", "GET /?access_token=[masked]&x=1")]
    [InlineData("Authorization: Bearer abc123def456", "Authorization: Bearer [masked]")]
    [InlineData("authorization: bearer   q7-secret.token_here", "authorization: bearer   [masked]")]
    [InlineData("Basic dXNlcjpwYXNz", "Basic [masked]")]
    [InlineData("DPoP " + Jwt, "DPoP [masked]")]
    [InlineData("loaded " + PrivateKey + " from disk", "loaded [masked] from disk")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\\nMIIE", "[masked]")]
    [InlineData("{\"kty\":\"EC\",\"d\":\"0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo\"}", "{\"kty\":\"EC\",\"d\":\"[masked]\"}")]
    [InlineData("{\"kty\":\"oct\", \"k\" : \"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T\"}", "{\"kty\":\"oct\", \"k\" : \"[masked]\"}")]
    [InlineData("{\\\"d\\\":\\\"0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo\\\"}", "{\\\"d\\\":\\\"[masked]\\\"}")]
    [InlineData("key ztk_0123456789abcdefghijkl", "key [masked]")]
    [InlineData("ghp_0123456789abcdefghijkl", "[masked]")]
    [InlineData("Host=db;Username=orders;Password=hunter2;Pooling=true", "Host=db;Username=orders;Password=[masked];Pooling=true")]
    [InlineData("Host=db;Password=\"with;and space\";Pooling=true", "Host=db;Password=\"[masked]\";Pooling=true")]
    [InlineData("AccountKey=ab+/cd==;EndpointSuffix=core", "AccountKey=[masked];EndpointSuffix=core")]
    [InlineData("{\"clientSecret\":\"a\\\"b\",\"x\":1}", "{\"clientSecret\":\"[masked]\",\"x\":1}")]
    [InlineData("grant_type=client_credentials&client_secret=s3cr3t&scope=x", "grant_type=client_credentials&client_secret=[masked]&scope=x")]
    public void K1_AShapeOfACredential_IsMasked(string text, string shown) => Assert.Equal(shown, RedactionRig.Texts(shapes: true).Redact(text));

    [Theory]
    [InlineData("Bearer authentication failed, and basic authentication too")]
    [InlineData("AuthenticationScheme: Bearer was challenged.")]
    [InlineData("The bearer credentials........ are missing")]
    [InlineData("System.Text.Json, Version=10.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----")]
    [InlineData("{\"d\":\"Monday\",\"k\":\"key\",\"q\":\"a search for something long\"}")]
    [InlineData("The secret secret://vault/db#password was rotated: version 2 after 1.")]
    [InlineData("password must not be empty; no token; a signature")]
    [InlineData("Password=")]
    [InlineData("the word eyJ alone, and the risk-averse")]
    [InlineData("Bearer ........")]
    [InlineData("\"d\"")]
    [InlineData("password\"")]
    [InlineData("password=\"")]
    [InlineData("\"secret\":")]
    [InlineData("\"d\\\"")]
    public void OrdinaryText_IsTheSameInstance(string text) => Assert.Same(text, RedactionRig.Texts(shapes: true).Redact(text));

    [Fact]
    public void AnyBeginningOfAnyShape_IsReadToItsEndAndNoFurther()
    {
        var texts = RedactionRig.Texts(shapes: true);
        foreach (var whole in (string[])[$"Bearer {Jwt}", PrivateKey, "{\"d\":\"0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo\"}", "Password='a b';", "{\\\"secret\\\" : \\\"value\\\"}"])
        {
            for (var length = 0; length <= whole.Length; length++)
            {
                Assert.NotNull(texts.Redact(whole[..length]));
                Assert.NotNull(texts.Redact(whole[length..]));
            }
        }
    }

    [Fact]
    public void AllowCredentialShapes_MasksWhatIsHeldAlone() =>
        Assert.Equal($"[secret] {Jwt}", RedactionRig.Texts(shapes: false, "held-s3cret"u8.ToArray()).Redact($"held-s3cret {Jwt}"));
}
