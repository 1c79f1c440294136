namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>The actor by the token in a file, whichever audience it is for: it goes to the configured token endpoint alone.</summary>
internal sealed class FileActor(FileTokens file) : IActorTokens
{
    public async ValueTask<ServiceToken> GetAsync(CancellationToken cancellationToken) => await file.ReadAsync(audience: null, cancellationToken).ConfigureAwait(false);
}
