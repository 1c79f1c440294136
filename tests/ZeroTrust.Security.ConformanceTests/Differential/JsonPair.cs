namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>A member as JSON text: the name with its quotes, and the value. Either may be deliberately wrong.</summary>
internal readonly record struct JsonPair(string Name, string Value);
