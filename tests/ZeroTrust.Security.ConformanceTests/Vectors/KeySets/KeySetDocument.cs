using System.Text;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;

namespace ZeroTrust.Security.ConformanceTests.Vectors.KeySets;

/// <summary>Reads key-set documents as they come from an issuer's address.</summary>
internal static class KeySetDocument
{
    public static IReadOnlyList<SignatureAlgorithm> AllAlgorithms { get; } = Enum.GetValues<SignatureAlgorithm>();

    /// <summary>Reads a document with all nine algorithms allowed, in the year 2030.</summary>
    public static KeyLoad Read(ReadOnlySpan<byte> document) => Read(document, AllAlgorithms);

    /// <summary>Reads a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="algorithms">The issuer's algorithms; the first RSA one is that of an RSA key that declares none.</param>
    /// <param name="now">The wall clock; the year 2030 when null.</param>
    public static KeyLoad Read(ReadOnlySpan<byte> document, IReadOnlyList<SignatureAlgorithm> algorithms, DateTimeOffset? now = null) =>
        new KeySetReader(algorithms, new ManualTimeProvider(now)).Read(document);

    /// <summary>Reads a document that holds this one key.</summary>
    public static KeyLoad ReadKey(string jwk, IReadOnlyList<SignatureAlgorithm>? algorithms = null, DateTimeOffset? now = null) =>
        Read(Encoding.UTF8.GetBytes($"{{\"keys\":[{jwk}]}}"), algorithms ?? AllAlgorithms, now);

    /// <summary>What the load means for a vector: keys, no usable key, or a document that is harmful and alarms.</summary>
    public static Answer AnswerOf(KeyLoad load) =>
        load.Succeeded ? Answer.Accept : Answer.Reject(load.Alarming ? "document refused" : "no usable key");
}
