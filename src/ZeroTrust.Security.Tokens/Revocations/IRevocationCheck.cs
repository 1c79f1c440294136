namespace ZeroTrust.Security.Tokens.Revocations;

/// <summary>Says whether a token that passed every other check is revoked. Threads may share it.</summary>
internal interface IRevocationCheck
{
    /// <summary>
    /// Moves with every change that can turn a verdict, after the change is in place. Whoever remembers a verdict reads it before
    /// <see cref="Check"/>: while it is the same, so is the verdict. One volatile read.
    /// </summary>
    long Epoch { get; }

    /// <summary>What the list says of a token. Never allocates.</summary>
    TokenFailure Check(VerifiedToken token);
}
