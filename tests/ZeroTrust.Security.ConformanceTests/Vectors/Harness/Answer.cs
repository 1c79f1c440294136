namespace ZeroTrust.Security.ConformanceTests.Vectors;

/// <summary>What the library said of one vector.</summary>
/// <param name="Accepted">Whether it was taken.</param>
/// <param name="Reason">The failure's name, or what was refused; empty when taken.</param>
internal readonly record struct Answer(bool Accepted, string Reason)
{
    public static Answer Accept { get; } = new(true, "");

    public static Answer Reject(string reason) => new(false, reason);

    public static Answer From(TokenFailure failure) => new(failure == TokenFailure.None, failure == TokenFailure.None ? "" : failure.ToString());

    public override string ToString() => Accepted ? "accepted" : $"rejected ({Reason})";
}
