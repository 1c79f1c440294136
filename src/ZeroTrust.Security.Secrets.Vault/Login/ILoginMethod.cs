namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Gets a token. One call at a time.</summary>
internal interface ILoginMethod : IDisposable
{
    /// <summary>Whether its tokens are made for this service alone.</summary>
    bool MakesTokens { get; }

    ValueTask<LoginResult> LogInAsync(CancellationToken cancellationToken);
}
