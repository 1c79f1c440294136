using System.Text.Json.Nodes;

namespace ZeroTrust.Security.Encryption.Tests.Opening;

/// <summary>Messages that others could make and that are not opened: none of them costs a private-key operation.</summary>
public sealed class ForeignMessageTests
{
    // RFC 7516 appendix A.1 to A.3, and the JSON forms of A.4 and A.5.
    public static TheoryData<string, string> OfTheRfc => new()
    {
        {
            "AlgorithmForeign",
            "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGeipsEdY3mx_etLbbWSrFr05kLzcSr4qKAq7YN7e9jwQRb23nfa6c9d-StnImGyFDbSv04uVuxIp5Zms1gNxKKK2Da14B8S4rzVRltdYwam_lDp5XnZAYpQdb76FdIKLaVmqgfwX7XWRxv2322i-vDxRfqNzo_tETKzpVLzfiwQyeyPGLBIO56YJ7eObdv0je81860ppamavo35UgoRdbYaBcoh9QcfylQr66oc6vFWXRcZ_ZT2LawVCWTIy3brGPi6UklfCpIMfIjf7iGdXKHzg.48V1_ALb6US04U3b.5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A.XFBoMYUZodetZdvTiFvSkQ"
        },
        {
            // Their nonces have 16 bytes, so they are no message of ours before their algorithm is looked at.
            "Malformed",
            "eyJhbGciOiJSU0ExXzUiLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.UGhIOguC7IuEvf_NPVaXsGMoLOmwvc1GyqlIKOK1nN94nHPoltGRhWhw7Zx0-kFm1NJn8LE9XShH59_i8J0PH5ZZyNfGy2xGdULU7sHNF6Gp2vPLgNZ__deLKxGHZ7PcHALUzoOegEI-8E66jX2E4zyJKx-YxzZIItRzC5hlRirb6Y5Cl_p-ko3YvkkysZIFNPccxRU7qve1WYPxqbb2Yw8kZqa2rMWI5ng8OtvzlV7elprCbuPhcCdZ6XDP0_F8rkXds2vE4X-ncOIM8hAYHHi29NX0mcKiRaD0-D-ljQTP-cFPgwCp6X-nZZd9OHBv-B3oWh2TbqmScqXMR4gp_A.AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.9hH0vgRfYgPnAHOd8stkvw"
        },
        {
            "Malformed",
            "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ"
        },
        {
            "Malformed",
            """{"protected":"eyJlbmMiOiJBMTI4Q0JDLUhTMjU2In0","unprotected":{"jku":"https://server.example.com/keys.jwks"},"recipients":[{"header":{"alg":"RSA1_5","kid":"2011-04-29"},"encrypted_key":"UGhIOguC7IuEvf_NPVaXsGMoLOmwvc1GyqlIKOK1nN94nHPoltGRhWhw7Zx0-kFm1NJn8LE9XShH59_i8J0PH5ZZyNfGy2xGdULU7sHNF6Gp2vPLgNZ__deLKxGHZ7PcHALUzoOegEI-8E66jX2E4zyJKx-YxzZIItRzC5hlRirb6Y5Cl_p-ko3YvkkysZIFNPccxRU7qve1WYPxqbb2Yw8kZqa2rMWI5ng8OtvzlV7elprCbuPhcCdZ6XDP0_F8rkXds2vE4X-ncOIM8hAYHHi29NX0mcKiRaD0-D-ljQTP-cFPgwCp6X-nZZd9OHBv-B3oWh2TbqmScqXMR4gp_A"},{"header":{"alg":"A128KW","kid":"7"},"encrypted_key":"6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ"}],"iv":"AxY8DCtDaGlsbGljb3RoZQ","ciphertext":"KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY","tag":"Mz-VPPyU4RlcuYv1IwIvzw"}"""
        },
        {
            "Malformed",
            """{"protected":"eyJlbmMiOiJBMTI4Q0JDLUhTMjU2In0","unprotected":{"jku":"https://server.example.com/keys.jwks"},"header":{"alg":"A128KW","kid":"7"},"encrypted_key":"6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ","iv":"AxY8DCtDaGlsbGljb3RoZQ","ciphertext":"KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY","tag":"Mz-VPPyU4RlcuYv1IwIvzw"}"""
        },
    };

    [Theory]
    [MemberData(nameof(OfTheRfc))]
    public void A22_TryOpen_OfRfc7516AppendixA_IsRefused(string refusal, string message)
    {
        foreach (var algorithm in new[] { "ECDH-ES+A256KW", "RSA-OAEP-256" })
        {
            using var keys = TestKeys.Of(algorithm);
            Assert.Equal((Enum.Parse<PayloadRefusal>(refusal), null), keys.Open(message));
            Assert.Equal(0, keys.Operations);
        }
    }

    [Theory]
    [InlineData("alg", "RSA1_5")]
    [InlineData("alg", "RSA-OAEP")]
    [InlineData("alg", "RSA-OAEP-384")]
    [InlineData("alg", "RSA-OAEP-512")]
    [InlineData("alg", "ECDH-ES")]
    [InlineData("alg", "ECDH-ES+A128KW")]
    [InlineData("alg", "ecdh-es+a256kw")]
    [InlineData("alg", "A256KW")]
    [InlineData("alg", "A256GCMKW")]
    [InlineData("alg", "dir")]
    [InlineData("alg", "none")]
    [InlineData("alg", "PBES2-HS512+A256KW")]
    [InlineData("enc", "A128GCM")]
    [InlineData("enc", "A192GCM")]
    [InlineData("enc", "A128CBC-HS256")]
    [InlineData("enc", "A256CBC-HS512")]
    [InlineData("enc", "a256gcm")]
    public void A22_TryOpen_WithAForeignAlgorithm_IsRefusedBeforeAPrivateKeyIsUsed(string parameter, string algorithm) =>
        Refuses(PayloadRefusal.AlgorithmForeign, header => header[parameter] = algorithm);

    [Theory]
    [InlineData("zip", "\"DEF\"")]
    [InlineData("zip", "\"\"")]
    [InlineData("p2c", "2147483647")]
    [InlineData("p2s", "\"AAAA\"")]
    [InlineData("crit", "[\"exp\"]")]
    [InlineData("apu", "\"QWxpY2U\"")]
    [InlineData("apv", "\"Qm9i\"")]
    [InlineData("jwk", "{}")]
    [InlineData("jku", "\"https://attacker.example/\"")]
    [InlineData("x5c", "[]")]
    [InlineData("cty", "\"JWT\"")]
    [InlineData("anything", "1")]
    public void A22_TryOpen_WithAnyOtherParameter_IsRefusedBeforeAPrivateKeyIsUsed(string parameter, string value) =>
        Refuses(PayloadRefusal.HeaderInvalid, header => header[parameter] = JsonNode.Parse(value));

    [Theory]
    [InlineData("kid")]
    [InlineData("typ")]
    [InlineData("aud")]
    public void TryOpen_WithoutAParameter_IsRefusedBeforeAPrivateKeyIsUsed(string parameter)
    {
        Refuses(PayloadRefusal.HeaderInvalid, header => header.Remove(parameter));
        Refuses(PayloadRefusal.HeaderInvalid, header => header[parameter] = 1);
        Refuses(PayloadRefusal.HeaderInvalid, header => header[parameter] = new JsonArray("payments"));
    }

    [Fact]
    public void TryOpen_WithAParameterTwice_IsRefusedBeforeAPrivateKeyIsUsed()
    {
        using var keys = TestKeys.Of("RSA-OAEP-256");
        var message = ForgedMessage.WithPart(
            keys.Seal("4111"), 0, """{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"key-1","typ":"card-number","aud":"payouts","aud":"payments"}""");

        Assert.Equal(PayloadRefusal.HeaderInvalid, keys.Open(message).Refusal);
        Assert.Equal(0, keys.Operations);
    }

    [Fact]
    public void TryOpen_WithAnEphemeralKeyThatIsNone_IsRefusedBeforeAPrivateKeyIsUsed()
    {
        Refuses(PayloadRefusal.EphemeralKeyInvalid, static header => header["epk"]!["crv"] = "P-384");
        Refuses(PayloadRefusal.EphemeralKeyInvalid, static header => header["epk"]!["kty"] = "OKP");
        Refuses(PayloadRefusal.EphemeralKeyInvalid, static header => header["epk"]!["d"] = "AAAA");
        Refuses(PayloadRefusal.EphemeralKeyInvalid, static header => header["epk"]!["x"] = "AAAA");
        Refuses(PayloadRefusal.EphemeralKeyInvalid, static header => ((JsonObject)header["epk"]!).Remove("y"));

        // A point beside the curve: answers to such points would tell the private key bit by bit.
        Refuses(PayloadRefusal.EphemeralKeyInvalid, static header => header["epk"]!["y"] = header["epk"]!["x"]!.GetValue<string>());
        Refuses(PayloadRefusal.EphemeralKeyInvalid, static header => (header["epk"]!["x"], header["epk"]!["y"]) = (new string('A', 43), new string('A', 43)));
    }

    [Fact]
    public void TryOpen_WithTheEphemeralKeyMissing_OrWhereThereIsNone_IsRefusedBeforeAPrivateKeyIsUsed()
    {
        Refuses(PayloadRefusal.HeaderInvalid, static header => header.Remove("epk"));
        using var keys = TestKeys.Of("RSA-OAEP-256");

        Assert.Equal(PayloadRefusal.HeaderInvalid, keys.Open(ForgedMessage.WithHeader(keys.Seal("4111"), static header => header["epk"] = new JsonObject())).Refusal);
        Assert.Equal(0, keys.Operations);
    }

    [Fact]
    public void TryOpen_WithAWrappedKeyOfAnotherLength_IsRefusedBeforeAPrivateKeyIsUsed()
    {
        using var keys = TestKeys.Of("ECDH-ES+A256KW");

        Assert.Equal(PayloadRefusal.Malformed, keys.Open(ForgedMessage.WithPart(keys.Seal("4111"), 1, new byte[48])).Refusal);
        Assert.Equal(0, keys.Operations);
    }

    private static void Refuses(PayloadRefusal refusal, Action<JsonObject> change)
    {
        using var keys = TestKeys.Of("ECDH-ES+A256KW");

        Assert.Equal((refusal, null), keys.Open(ForgedMessage.WithHeader(keys.Seal("4111"), change)));
        Assert.Equal(0, keys.Operations);
    }
}
