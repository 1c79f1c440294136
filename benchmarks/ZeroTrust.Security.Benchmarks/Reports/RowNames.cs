namespace ZeroTrust.Security.Benchmarks.Reports;

/// <summary>What a row compares, and why its aim may be out of reach, by the number it begins with.</summary>
internal static class RowNames
{
    private const string Bytes = " bytes";

    /// <summary>What the row compares.</summary>
    public static string Of(string row)
    {
        var bytes = row.EndsWith(Bytes, StringComparison.Ordinal);
        return NumberOf(row) switch
        {
            "5" when bytes => "cold, bytes: `JsonWebTokenHandler` ÷ ours",
            "7" when bytes => "bytes added to a request",
            "gateway" when bytes => "bytes added to a request by hygiene, a kept token and our decision",
            "certificate" when bytes => "bytes added to a request by a certificate judged before, and our decision",
            "redaction" when bytes => "bytes that an entry of the log allocates, without the hook and with so many secrets held",
            _ when bytes => "bytes allocated",
            "1" => "warm, hot loop: `JsonWebTokenHandler` ÷ ours",
            "2" => "warm, one isolated call: `JsonWebTokenHandler` ÷ ours",
            "3" => "bare `ConcurrentDictionary` look-up, default hash ÷ our whole warm validation",
            "4" => "cold ÷ raw `VerifyData` of the same bytes",
            "5" => "cold: `JsonWebTokenHandler` ÷ ours",
            "6" => "early reject: `JsonWebTokenHandler` ÷ ours",
            "7" => "added to a request, scope and permission: `AddJwtBearer` + policy ÷ ours",
            "8" => "added to a request, plain `[Authorize]`: `AddJwtBearer` ÷ ours",
            "9" => "401 without a token: `AddJwtBearer` ÷ ours",
            "10" => "Kestrel requests/s ÷ no auth with the same header",
            "11" => "Kestrel requests/s ÷ `AddJwtBearer` + policy",
            "12" => "permission check: peer ÷ ours",
            "13" => "token for another service, at hand: `CreateToken` ES256 ÷ ours",
            "14" => "a decision put on record, on the request's thread: `ILogger`, JSON console ÷ ours, chained and written to disk",
            "15" when row.StartsWith("15 decisions", StringComparison.Ordinal) => "decisions one after the other until all are written: `ILogger`, JSON console ÷ ours, chained",
            "15" when row.EndsWith("events/s", StringComparison.Ordinal) => "journal: events a second, chained and written",
            "15" => "journal ÷ a plain loop that hashes and writes the same lines",
            "16" => "two threads ÷ one, relative to arithmetic",
            "mapping" when row.EndsWith("ns", StringComparison.Ordinal) => "a record in the form of another system, in nanoseconds",
            "mapping" => "a record in the form of another system ÷ its line read and handed on",
            "detection" => "a rule that counts each event ÷ a plain loop that hashes and writes the lines",
            "gateway" => "what a gateway adds to a request ÷ what ours adds without one",
            "certificate" => "what a client certificate judged before adds to a request ÷ what a token known already adds",
            "encryption" => "a message of 1 KiB ÷ bare ECDH and AES-256-GCM of as much",
            "redaction" => "an entry of the log in nanoseconds, without the hook and with so many secrets held",
            "I5" => "API key: with a million held ÷ with a thousand; whole ÷ its keyed hash",
            "E12" => "a miss: slowest ÷ quickest place of the first difference",
            _ => "",
        };
    }

    /// <summary>What stands in the way of the aim.</summary>
    public static string Obstacle(string row) => NumberOf(row) switch
    {
        "1" => "More than half of a hit is the compare of the whole text, which stops at no difference; the rest is the look-up and the time.",
        "2" => "After other work the entry and the text come from the second-level cache or further: memory, not instructions.",
        "3" => "Ours also checks the deadline, the key, the settings and the revocations; with many tokens both wait for memory, and ours reads the whole text there.",
        "4" => "What is above the floor is strict reading of two JSON objects and making the caller.",
        "5" => "Both spend nearly all of it in the same verification of the platform.",
        "6" => "An early reject still reads both JSON objects strictly, which is what it costs.",
        "7" => "Routing, the header and the record of the decision are in the difference.",
        "8" => "Ours leaves behind what the framework's middleware leaves: the user and the result, each made when it is read.",
        "9" => "Ours also writes a problem body, which the peer does not.",
        "10" => "What our work takes of the one core that the server has.",
        "11" => "The server's own work on a request bounds the ratio.",
        "12" => "A check compares the model and the mask, both of which stand in memory.",
        "14" => "Reading the clock and filling a place of 170 bytes, which another thread reads, is most of it.",
        "15" when row.StartsWith("15 decisions", StringComparison.Ordinal) =>
            "One thread makes the SHA-256 that each line bears: lines cannot be hashed together or beside each other, since each contains the hash of the one before. Another encodes and writes, which takes nearly as long, and what records runs on the same processors.",
        "15" => "The hash of each line is most of it, in the plain loop too.",
        "16" => "Two cores of a virtual machine share more than their clock.",
        _ => "",
    };

    private static string NumberOf(string row) => row.Split(' ')[0];
}
