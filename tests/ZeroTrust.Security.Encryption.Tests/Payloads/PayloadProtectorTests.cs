using System.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace ZeroTrust.Security.Encryption.Tests.Payloads;

public sealed class PayloadProtectorTests
{
    private static readonly byte[] Card = Encoding.UTF8.GetBytes("4111");

    [Fact]
    public void Open_WhatWasSealed_IsItsContent()
    {
        using var key = TestKey.Create("ECDH-ES+A256KW");
        using var keys = new TestKeys(key);
        var protector = Protector(keys, new FixedRecipients(key.Public));

        Assert.Equal(Card, protector.Open("card-number", protector.Seal("payments", "card-number", Card)).Plaintext);
    }

    [Fact]
    public async Task Open_WhatWasSealedAsync_IsItsContent()
    {
        using var key = TestKey.Create("ECDH-ES+A256KW");
        using var keys = new TestKeys(key);
        var protector = Protector(keys, new FixedRecipients(key.Public));

        Assert.Equal(Card, protector.Open("card-number", await protector.SealAsync("payments", "card-number", Card)).Plaintext);
    }

    [Fact]
    public async Task SealAsync_WithoutAKeyAtHand_FetchesOne()
    {
        using var key = TestKey.Create("ECDH-ES+A256KW");
        using var keys = new TestKeys(key);
        var protector = Protector(keys, new FixedRecipients(held: null, key.Public));

        Assert.True(protector.Open("card-number", await protector.SealAsync("payments", "card-number", Card)).Opened);
    }

    [Fact]
    public void Seal_WithoutAKeyAtHand_DoesNotWait()
    {
        using var key = TestKey.Create("ECDH-ES+A256KW");
        using var keys = new TestKeys(key);
        var protector = Protector(keys, new FixedRecipients(held: null, key.Public));

        Assert.Equal(PayloadSealFailure.NoKey, Assert.Throws<PayloadSealException>(() => protector.Seal("payments", "card-number", Card)).Failure);
    }

    [Fact]
    public async Task SealAsync_WithoutAKeyAtAll_Throws()
    {
        using var keys = new TestKeys();
        var protector = Protector(keys, new FixedRecipients(held: null));

        var thrown = await Assert.ThrowsAsync<PayloadSealException>(async () => await protector.SealAsync("payments", "card-number", Card));
        Assert.Equal(PayloadSealFailure.NoKey, thrown.Failure);
    }

    [Fact]
    public void Seal_ForAnUnknownService_OrTooMuch_Throws()
    {
        using var key = TestKey.Create("ECDH-ES+A256KW");
        using var keys = new TestKeys(key);
        var protector = Protector(keys, new FixedRecipients(key.Public));

        Assert.Equal(PayloadSealFailure.ServiceUnknown, Assert.Throws<PayloadSealException>(() => protector.Seal("payouts", "card-number", Card)).Failure);
        Assert.Equal(PayloadSealFailure.TooLong, Assert.Throws<PayloadSealException>(() => protector.Seal("payments", "card-number", new byte[1001])).Failure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("JWT")]
    [InlineData("at+jwt")]
    [InlineData("ümlaut")]
    public void Seal_AndOpen_OfNoType_Throw(string type)
    {
        using var key = TestKey.Create("ECDH-ES+A256KW");
        using var keys = new TestKeys(key);
        var protector = Protector(keys, new FixedRecipients(key.Public));

        Assert.Throws<ArgumentException>(() => protector.Seal("payments", type, Card));
        Assert.Throws<ArgumentException>(() => protector.Open(type, "e30"));
    }

    [Fact]
    public void Open_OfWhateverIsNoMessageOfOurs_IsOneAnswer()
    {
        using var key = TestKey.Create("ECDH-ES+A256KW");
        using var keys = new TestKeys(key);
        var protector = Protector(keys, new FixedRecipients(key.Public));
        var message = keys.Seal("4111");

        string[] refused = ["", message[..^1], message + "A", keys.Seal("4111", type: "iban"), keys.Seal("4111", "payouts"), ForgedMessage.WithPart(message, 3, "5555")];
        Assert.All(refused, text => Assert.Equal(default, protector.Open("card-number", text)));
    }

    [Fact]
    public void ToString_OfWhatIsOpened_DoesNotShowIt()
    {
        using var key = TestKey.Create("ECDH-ES+A256KW");
        using var keys = new TestKeys(key);

        Assert.Equal("opened", Protector(keys, new FixedRecipients(key.Public)).Open("card-number", keys.Seal("4111")).ToString());
    }

    private static PayloadProtector Protector(TestKeys keys, IRecipientKeys recipients) =>
        new(keys.Opener, recipients, TestKeys.Limits, new(), NullLogger.Instance);
}
