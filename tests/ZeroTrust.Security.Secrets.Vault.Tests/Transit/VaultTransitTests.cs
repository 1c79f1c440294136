using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.Secrets.Vault.Tests.Emulation;

namespace ZeroTrust.Security.Secrets.Vault.Tests.Transit;

public sealed class VaultTransitTests : VaultTest
{
    private static readonly byte[] Card = "4111 1111 1111 1111"u8.ToArray();

    [Fact]
    public async Task WhatWasEncrypted_IsDecrypted_AcrossVersionsOfTheKey_UntilOneIsAllowedNoMore()
    {
        var transit = Transit();
        var first = await transit.EncryptAsync("card", Card, "order-1"u8.ToArray());
        Vault.Transit.Rotate();
        var second = await transit.EncryptAsync("card", Card, "order-1"u8.ToArray());

        Assert.Equal((1, 2), (first.KeyVersion, second.KeyVersion));
        Assert.StartsWith("vault:v2:", second.Text, StringComparison.Ordinal);
        foreach (var text in new[] { first, second })
        {
            using var opened = await transit.DecryptAsync("card", text.Text, "order-1"u8.ToArray());
            Assert.Equal(Card, opened!.Reveal(0, static (bytes, _) => bytes.ToArray()));
        }

        Vault.Transit.MinVersion = 2;
        Assert.Null(await transit.DecryptAsync("card", first.Text, "order-1"u8.ToArray()));
    }

    [Fact]
    public async Task WhatWasChanged_OrBelongsElsewhere_IsNotDecrypted()
    {
        var transit = Transit();
        var text = (await transit.EncryptAsync("card", Card, "order-1"u8.ToArray())).Text;
        var changed = text[..^6] + (text[^6] == 'A' ? 'B' : 'A') + text[^5..];

        Assert.Null(await transit.DecryptAsync("card", changed, "order-1"u8.ToArray()));
        Assert.Null(await transit.DecryptAsync("card", text, "order-2"u8.ToArray()));
        Assert.Null(await transit.DecryptAsync("card", text));
        Assert.Null(await transit.DecryptAsync("card", text.Replace("v1", "v9", StringComparison.Ordinal), "order-1"u8.ToArray()));
    }

    [Fact]
    public async Task WhatWasSigned_IsVerified_AndNothingElse()
    {
        var transit = Transit();
        var signature = await transit.SignAsync("orders", Card);
        Vault.Transit.Rotate();

        Assert.True(await transit.VerifyAsync("orders", Card, signature.Text));
        Assert.False(await transit.VerifyAsync("orders", "other"u8.ToArray(), signature.Text));
        Assert.False(await transit.VerifyAsync("orders", Card, (await transit.SignAsync("orders", "other"u8.ToArray())).Text));
        Assert.False(await transit.VerifyAsync("orders", Card, "vault:v7:AAAA"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("vault")]
    [InlineData("vault:v:AAAA")]
    [InlineData("vault:v0:AAAA")]
    [InlineData("vault:v1:AA AA")]
    [InlineData("kms:v1:AAAA")]
    [InlineData("vault:v1:ä")]
    public async Task WhatHasNotTheFormOfVaults_IsNotEvenSent(string text)
    {
        var transit = Transit();

        Assert.Null(await transit.DecryptAsync("card", text));
        Assert.False(await transit.VerifyAsync("orders", Card, text));
        Assert.Empty(Vault.Requests);
    }

    [Theory]
    [InlineData("../keys/card")]
    [InlineData("card/../../sys")]
    [InlineData("a/b")]
    [InlineData("%2e%2e")]
    [InlineData("card#x")]
    [InlineData("")]
    public async Task H11_ANameOfAKeyThatLeadsElsewhere_IsNotAskedFor(string key)
    {
        var transit = Transit();

        await Assert.ThrowsAsync<ArgumentException>(async () => await transit.EncryptAsync(key, Card));
        await Assert.ThrowsAsync<ArgumentException>(async () => await transit.DecryptAsync(key, "vault:v1:AAAA"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await transit.SignAsync(key, Card));
        await Assert.ThrowsAsync<ArgumentException>(async () => await transit.VerifyAsync(key, Card, "vault:v1:AAAA"));
        Assert.Empty(Vault.Requests);
    }

    [Fact]
    public async Task WhatVaultDoesNotDo_IsAnException_WithNothingOfTheData()
    {
        var transit = Transit();
        var missing = await Assert.ThrowsAsync<VaultTransitException>(async () => await transit.EncryptAsync("other", Card));
        Vault.Trouble = static request => EmulatedAnswer.Error(503, $"Vault is sealed {request.Text}");
        var away = await Assert.ThrowsAsync<VaultTransitException>(async () => await transit.DecryptAsync("card", "vault:v1:AAAA"));
        Vault.Trouble = static _ => new(200, null) { Raw = """{"data":{"plaintext":7,"valid":"true","ciphertext":"plain"}}""" };
        var wrong = await Assert.ThrowsAsync<VaultTransitException>(async () => await transit.DecryptAsync("card", "vault:v1:AAAA"));
        var unsure = await Assert.ThrowsAsync<VaultTransitException>(async () => await transit.VerifyAsync("orders", Card, "vault:v1:AAAA"));
        var plain = await Assert.ThrowsAsync<VaultTransitException>(async () => await transit.EncryptAsync("card", Card));

        Assert.Equal((SecretOutcome.Missing, SecretOutcome.Unavailable, SecretOutcome.Malformed), (missing.Outcome, away.Outcome, wrong.Outcome));
        Assert.Equal((SecretOutcome.Malformed, SecretOutcome.Malformed), (unsure.Outcome, plain.Outcome));
        Assert.DoesNotContain("AAAA", $"{away}{wrong}{unsure}", StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(async () => await transit.EncryptAsync("card", default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await transit.SignAsync("orders", new byte[VaultTransitText.MaxBytes + 1]));
    }

    private IVaultTransit Transit() => Open(AppRole(), stores: static secrets => secrets.AddVaultTransit()).Services.GetRequiredService<IVaultTransit>();
}
