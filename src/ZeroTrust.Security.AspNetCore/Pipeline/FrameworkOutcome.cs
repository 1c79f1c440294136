using ZeroTrust.Security.AspNetCore.Answers;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>What the framework's authorization came to.</summary>
/// <param name="Refusal">Why not; null when it allowed the request.</param>
/// <param name="IsAnswered">Whether another scheme has answered the refusal already.</param>
internal readonly record struct FrameworkOutcome(Refusal? Refusal, bool IsAnswered)
{
    public static FrameworkOutcome Allowed => default;

    public static FrameworkOutcome Refused(Refusal refusal) => new(refusal, IsAnswered: false);

    public static FrameworkOutcome Answered(Refusal refusal) => new(refusal, IsAnswered: true);
}
