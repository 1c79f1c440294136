namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>A token to judge: its number in the run, the class of mutation it went through, and the text.</summary>
internal readonly record struct GeneratedToken(long Number, string Class, string Text);
