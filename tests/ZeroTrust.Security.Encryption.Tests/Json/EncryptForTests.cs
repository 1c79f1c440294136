using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Encryption.Tests.Payloads;

namespace ZeroTrust.Security.Encryption.Tests.Json;

public sealed class EncryptForTests : IDisposable
{
    private const string Card = "4111 1111 1111 1111";

    private readonly TestKey _key = TestKey.Create("ECDH-ES+A256KW");
    private readonly TestKeys _keys;

    public EncryptForTests() => _keys = new(_key);

    public static TheoryData<bool> Metadata => [true, false];

    [Theory]
    [MemberData(nameof(Metadata))]
    public void Serialize_WritesWhatOnlyTheRecipientReads(bool generated)
    {
        var sender = OptionsOf(generated, Sender());
        var text = Write(new Order("1", Card) { Iban = "DE1" }, sender);

        Assert.DoesNotContain("4111", text, StringComparison.Ordinal);
        Assert.DoesNotContain("DE1", text, StringComparison.Ordinal);
        Assert.Equal("1", (string?)JsonNode.Parse(text)!["id"]);
        Assert.Equal(new Order("1", Card) { Iban = "DE1" }, Read<Order>(text, OptionsOf(generated, Recipient())));
        Assert.Throws<JsonException>(() => Read<Order>(text, sender));
    }

    [Theory]
    [MemberData(nameof(Metadata))]
    public void Serialize_OfTypesWithin_WritesNoneInTheClear(bool generated)
    {
        var basket = new Basket(new("1", Card), [new("2", Card), new("3", null)]);
        var text = Write(basket, OptionsOf(generated, Sender()));

        Assert.DoesNotContain("4111", text, StringComparison.Ordinal);
        var read = Read<Basket>(text, OptionsOf(generated, Recipient()));
        Assert.Equal((basket.Order, basket.Others[0], basket.Others[1]), (read!.Order, read.Others[0], read.Others[1]));
    }

    [Fact]
    public void Serialize_BindsTheMessageToItsProperty()
    {
        var text = JsonNode.Parse(Write(new Order("1", Card) { Iban = "DE1" }, OptionsOf(generated: true, Sender())))!;
        (text["cardNumber"], text["iban"]) = (text["iban"]!.DeepClone(), text["cardNumber"]!.DeepClone());

        Assert.Throws<JsonException>(() => Read<Order>(text.ToJsonString(), OptionsOf(generated: true, Recipient())));
    }

    [Fact]
    public void Serialize_NamesTypeAndPropertyInTheMessage()
    {
        var message = (string)JsonNode.Parse(Write(new Order("1", Card), OptionsOf(generated: true, Sender())))!["cardNumber"]!;

        Assert.Equal((PayloadRefusal.None, Card), _keys.Open(message, "Order.cardNumber"));
    }

    [Theory]
    [InlineData("\"4111\"")]
    [InlineData("\"\"")]
    [InlineData("4111")]
    [InlineData("{}")]
    public void Deserialize_OfAValueThatIsNoMessage_IsOneJsonException(string value)
    {
        var thrown = Assert.Throws<JsonException>(() => Read<Order>($$"""{"id":"1","cardNumber":{{value}}}""", OptionsOf(generated: true, Recipient())));

        Assert.Contains("cannot be read", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4111", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Serialize_WithoutAKeyAtHand_WritesNothing()
    {
        var noKey = new PayloadProtector(_keys.Opener, new FixedRecipients(held: null), TestKeys.Limits, new(), NullLogger.Instance);

        Assert.Throws<PayloadSealException>(() => Write(new Order("1", Card), OptionsOf(generated: true, noKey)));
    }

    [Fact]
    public void Serialize_WithoutAProtector_WritesNoPropertyThatIsGuarded()
    {
        var guarded = new Guarded { CardNumber = Card };

        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(guarded, OrderJson.Default.Guarded));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize("{\"cardNumber\":\"4111\"}", OrderJson.Default.Guarded));
        Assert.DoesNotContain("4111", Write(guarded, OptionsOf(generated: true, Sender())), StringComparison.Ordinal);
    }

    [Fact]
    public void Serialize_OfAnEncryptedPropertyThatIsNoString_Throws() =>
        Assert.Throws<InvalidOperationException>(() => Write(new Numbered(), OptionsOf(generated: true, Sender())));

    public void Dispose() => _keys.Dispose();

    private PayloadProtector Sender() => new(new(null, "orders", TestKeys.Limits), new FixedRecipients(_key.Public), TestKeys.Limits, new(), NullLogger.Instance);

    private PayloadProtector Recipient() => new(_keys.Opener, new FixedRecipients(held: null), TestKeys.Limits, new(), NullLogger.Instance);

    private static JsonSerializerOptions OptionsOf(bool generated, IPayloadProtector protector)
    {
        IJsonTypeInfoResolver resolver = generated ? OrderJson.Default : new DefaultJsonTypeInfoResolver();
        return new() { TypeInfoResolver = resolver.WithEncryption(protector), PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    }

    private static string Write<T>(T value, JsonSerializerOptions options) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));

    private static T? Read<T>(string text, JsonSerializerOptions options) => JsonSerializer.Deserialize(text, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
}
