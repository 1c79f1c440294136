using System.Globalization;
using System.Text;

namespace ZeroTrust.Security.Encryption.Tests.Rotation;

public sealed class RotationTests
{
    private const int Messages = 10_000;
    private const int Rotations = 3;

    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(6);
    private static readonly TimeSpan MessageLifetime = TimeSpan.FromHours(30);

    [Fact]
    public async Task Open_TenThousandMessagesAcrossThreeRotations_AllUntilTheirKeyIsRetired()
    {
        await using var payments = await Receiver.StartAsync(KeyLifetime, MessageLifetime);
        var sealedOnes = new List<(string KeyId, string Message)>();
        var keys = new List<EncryptionKey> { payments.Published };
        while (keys.Count <= Rotations)
        {
            await payments.StepAsync();
            if (payments.Published is var key && key.KeyId != keys[^1].KeyId)
            {
                Seal(keys[^1], Messages / (Rotations + 1), sealedOnes);
                keys.Add(key);
            }
        }

        Seal(keys[^1], Messages - sealedOnes.Count, sealedOnes);
        Assert.Equal(Rotations + 1, sealedOnes.Select(static one => one.KeyId).Distinct().Count());
        AssertOpens(payments, sealedOnes, static _ => true);

        var published = payments.Clock.GetUtcNow();
        while (payments.Ring.Keys.Any(key => key.KeyId == keys[0].KeyId))
        {
            await payments.StepAsync();
        }

        // The last message of the first key was sealed when the second one took its place, two lives of a key before the last did.
        Assert.True(payments.Clock.GetUtcNow() - published > MessageLifetime - (Rotations * KeyLifetime));
        AssertOpens(payments, sealedOnes, one => one != keys[0].KeyId);
    }

    private static void Seal(EncryptionKey key, int count, List<(string KeyId, string Message)> to)
    {
        for (var i = 0; i < count; i++)
        {
            var text = to.Count.ToString(CultureInfo.InvariantCulture);
            to.Add((key.KeyId, MessageSealer.Seal(key, "payments", "card-number", Encoding.UTF8.GetBytes(text))));
        }
    }

    private static void AssertOpens(Receiver payments, List<(string KeyId, string Message)> messages, Func<string, bool> expected)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            var opened = payments.Protector.Open("card-number", messages[i].Message);
            Assert.Equal(expected(messages[i].KeyId), opened.Opened);
            Assert.Equal(opened.Opened ? i.ToString(CultureInfo.InvariantCulture) : null, opened.Plaintext is { } bytes ? Encoding.UTF8.GetString(bytes) : null);
        }
    }
}
