using ZeroTrust.Security.AspNetCore.Answers;

namespace ZeroTrust.Security.AspNetCore.Credentials;

/// <summary>The outcome for one companion proof: none was there, it was refused, or it proves a service. Immutable.</summary>
internal readonly struct CompanionVerdict
{
    private CompanionVerdict(Caller? caller, Refusal? refusal, UnverifiedToken? unverified)
    {
        Caller = caller;
        Refusal = refusal;
        Unverified = unverified;
    }

    /// <summary>The request has no such proof.</summary>
    public static CompanionVerdict None => default;

    /// <summary>The service, with the permissions it has where no bearer token speaks; null unless proven.</summary>
    public Caller? Caller { get; }

    /// <summary>Why the proof was refused; null unless it was.</summary>
    public Refusal? Refusal { get; }

    /// <summary>What a refused proof claimed of itself.</summary>
    public UnverifiedToken? Unverified { get; }

    /// <param name="caller">A service and no user. One object for many requests, where it can be.</param>
    public static CompanionVerdict Prove(Caller caller) => new(caller, null, null);

    public static CompanionVerdict Refuse(Refusal refusal, UnverifiedToken? unverified = null) => new(null, refusal, unverified);
}
