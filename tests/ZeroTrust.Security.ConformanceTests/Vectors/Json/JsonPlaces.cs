using System.Text;
using ZeroTrust.Security.ConformanceTests.Vectors.KeySets;
using ZeroTrust.Security.ConformanceTests.Vectors.Tokens;
using ZeroTrust.Security.ConformanceTests.Verdicts;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.ConformanceTests.Vectors.Json;

/// <summary>The four places where JSON of somebody else's is read.</summary>
internal static class JsonPlaces
{
    private const string KeySetUri = "https://issuer.example/jwks";

    // A key set needs a key, else it is refused for that alone.
    private const string KeySetMembers =
        "\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"1\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\",\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}]";

    private static readonly string DiscoveryMembers = $"\"issuer\":\"{VectorTrust.Issuer}\",\"jwks_uri\":\"{KeySetUri}\"";
    private static readonly byte[] GoodHeader = Encoding.UTF8.GetBytes($"{{{VectorTrust.HeaderMembers}}}");
    private static readonly byte[] GoodPayload = Encoding.UTF8.GetBytes($"{{{VectorTrust.PayloadMembers},\"sub\":\"user\"}}");

    public static IReadOnlyList<string> All { get; } = ["header", "payload", "key set", "discovery"];

    /// <summary>Reads the bytes as the whole document of a place.</summary>
    public static Func<Answer> Whole(string place, byte[] document)
    {
        var token = place switch
        {
            "header" => VectorTrust.Sign(document, GoodPayload),
            "payload" => VectorTrust.Sign(GoodHeader, document),
            _ => "",
        };
        return place switch
        {
            "key set" => () => KeySetDocument.AnswerOf(KeySetDocument.Read(document)),
            "discovery" => () => Discover(document),
            _ => () => Answer.From(VectorTrust.Validator.Validate(token).Failure),
        };
    }

    /// <summary>Reads the bytes as the value of an unknown member of a document that is good otherwise.</summary>
    public static Func<Answer> Member(string place, byte[] value) => place switch
    {
        "header" => Whole(place, VectorTrust.ObjectWith(VectorTrust.HeaderMembers, "x", value)),
        "payload" => Whole(place, Payload(value)),
        "key set" => Whole(place, VectorTrust.ObjectWith(KeySetMembers, "x", value)),
        _ => Whole(place, VectorTrust.ObjectWith(DiscoveryMembers, "x", value)),
    };

    /// <summary>A token with the bytes as the value of the claim <c>x</c>.</summary>
    public static string TokenWithClaim(byte[] value) => VectorTrust.Sign(GoodHeader, Payload(value));

    private static byte[] Payload(byte[] value) => VectorTrust.ObjectWith($"{VectorTrust.PayloadMembers},\"sub\":\"user\"", "x", value);

    private static Answer Discover(byte[] document) =>
        DiscoveryReader.TryRead(document, VectorTrust.Issuer, out var address, out _) && address == KeySetUri ? Answer.Accept : Answer.Reject("discovery document");
}
