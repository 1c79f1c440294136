namespace ZeroTrust.Security.Encryption.Tests.Opening;

public sealed class MessageOpenerTests
{
    [Theory]
    [MemberData(nameof(TestKeys.Algorithms), MemberType = typeof(TestKeys))]
    public void TryOpen_WhatWasSealed_IsItsContent(string algorithm)
    {
        using var keys = TestKeys.Of(algorithm);

        foreach (var text in new[] { "", "4111 1111 1111 1111", new string('x', TestKeys.Limits.MaxPlaintextBytes) })
        {
            Assert.Equal((PayloadRefusal.None, text), keys.Open(keys.Seal(text)));
        }
    }

    [Theory]
    [MemberData(nameof(TestKeys.Algorithms), MemberType = typeof(TestKeys))]
    public void TryOpen_WithAnyCharacterChanged_IsRefused(string algorithm)
    {
        using var keys = TestKeys.Of(algorithm);
        var message = keys.Seal("4111");

        for (var i = 0; i < message.Length; i++)
        {
            foreach (var other in "A.")
            {
                if (message[i] != other)
                {
                    Assert.NotEqual(PayloadRefusal.None, keys.Open($"{message[..i]}{other}{message[(i + 1)..]}").Refusal);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestKeys.Algorithms), MemberType = typeof(TestKeys))]
    public void TryOpen_WithAnyBitOfAnyPartChanged_IsRefused(string algorithm)
    {
        using var keys = TestKeys.Of(algorithm);
        var message = keys.Seal("4111");

        for (var part = 0; part < 5; part++)
        {
            var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(message.Split('.')[part]);
            for (var bit = 0; bit < bytes.Length * 8; bit += 3)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.NotEqual(PayloadRefusal.None, keys.Open(ForgedMessage.WithPart(message, part, bytes)).Refusal);
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestKeys.Algorithms), MemberType = typeof(TestKeys))]
    public void TryOpen_WithPartsOfAnotherMessage_IsRefused(string algorithm)
    {
        using var keys = TestKeys.Of(algorithm);
        var (one, other) = (keys.Seal("4111").Split('.'), keys.Seal("5555").Split('.'));

        for (var i = 0; i < 5; i++)
        {
            var mixed = (string[])one.Clone();
            mixed[i] = other[i];
            if (mixed[i] != one[i])
            {
                Assert.Equal(PayloadRefusal.NotAuthentic, keys.Open(string.Join('.', mixed)).Refusal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestKeys.Algorithms), MemberType = typeof(TestKeys))]
    public void TryOpen_SealedToAnotherKeyOfThatName_IsRefused(string algorithm)
    {
        using var mine = TestKeys.Of(algorithm);
        using var others = TestKeys.Of(algorithm);

        Assert.Equal((PayloadRefusal.NotAuthentic, null), mine.Open(others.Seal("4111")));
    }

    [Theory]
    [InlineData("payouts", "card-number", PayloadRefusal.AudienceMismatch)]
    [InlineData("Payments", "card-number", PayloadRefusal.AudienceMismatch)]
    [InlineData("payments", "iban", PayloadRefusal.TypeMismatch)]
    [InlineData("payments", "Card-Number", PayloadRefusal.TypeMismatch)]
    public void TryOpen_ForAnotherServiceOrOfAnotherKind_IsRefusedBeforeAPrivateKeyIsUsed(string service, string type, object refusal)
    {
        using var keys = TestKeys.Of("ECDH-ES+A256KW");

        Assert.Equal(((PayloadRefusal)refusal, null), keys.Open(keys.Seal("4111", service, type)));
        Assert.Equal(0, keys.Operations);
    }

    [Fact]
    public void TryOpen_WithAKeyIdOfTheOtherAlgorithm_IsRefusedBeforeAPrivateKeyIsUsed()
    {
        using var ec = TestKey.Create("ECDH-ES+A256KW");
        using var rsa = TestKey.Create("RSA-OAEP-256");
        using var sealing = new TestKeys(rsa);
        using var opening = new TestKeys(ec);

        Assert.Equal(PayloadRefusal.KeyMismatch, opening.Open(sealing.Seal("4111")).Refusal);
        Assert.Equal(0, opening.Operations);
    }

    [Fact]
    public void TryOpen_WithAnUnknownKeyId_IsRefusedBeforeAPrivateKeyIsUsed()
    {
        using var keys = TestKeys.Of("ECDH-ES+A256KW");
        using var none = new TestKeys();

        Assert.Equal(PayloadRefusal.KeyUnknown, none.Open(keys.Seal("4111")).Refusal);
    }

    [Fact]
    public void TryOpen_BeyondALimit_IsRefusedBeforeAPrivateKeyIsUsed()
    {
        using var keys = TestKeys.Of("ECDH-ES+A256KW");
        var most = TestKeys.Limits.MaxPlaintextBytes;

        Assert.Equal(PayloadRefusal.None, keys.Open(keys.Seal(new('x', most))).Refusal);
        var used = keys.Operations;
        Assert.Equal(PayloadRefusal.TooLong, keys.Open(keys.Seal(new('x', most + 1))).Refusal);
        Assert.Equal(PayloadRefusal.TooLong, keys.Open(ForgedMessage.WithHeader(keys.Seal("4111"), static header => header["kid"] = new string('k', 1024))).Refusal);
        Assert.Equal(PayloadRefusal.TooLong, keys.Open(new('A', 1_000_000)).Refusal);
        Assert.Equal(used, keys.Operations);
    }

    [Theory]
    [InlineData("")]
    [InlineData("....")]
    [InlineData("a.b.c.d.e")]
    [InlineData("e30.e30.e30")]
    [InlineData("e30.AAAA.AAAAAAAAAAAAAAAA..AAAAAAAAAAAAAAAAAAAAAA.")]
    [InlineData("e30.AAAA.AAAAAAAAAAAAAAAA..AAAAAAAAAAAAAAAAAAAAAA.AAAA")]
    [InlineData("{\"protected\":\"e30\"}")]
    [InlineData("e30 .AAAA.AAAAAAAAAAAAAAAA..AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("e30=.AAAA.AAAAAAAAAAAAAAAA..AAAAAAAAAAAAAAAAAAAAAA")]
    public void TryOpen_OfWhatIsNoMessage_IsMalformed(string message)
    {
        using var keys = TestKeys.Of("ECDH-ES+A256KW");

        Assert.Equal((PayloadRefusal.Malformed, null), keys.Open(message));
    }
}
