namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>
/// Tokens that the platform keeps in a file, such as those of Kubernetes. The file is read whole each time, since a mounted one is swapped by
/// a link that shows in no time stamp; one that is half written does not parse, and what was read before serves on.
/// </summary>
internal sealed class FileTokens(string client, string path) : ITokenSource
{
    /// <summary>How soon a new token in the file is seen.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    public async Task<SourcedToken> GetAsync(ServiceTokenRequest request, CancellationToken cancellationToken)
    {
        SourceLimits.RefuseWhatOnlyMintingCan(client, request);
        SourceLimits.RefuseScopes(client, request);
        SourceLimits.RefuseUser(client, request);
        return new(await ReadAsync(request.Audience, cancellationToken).ConfigureAwait(false), Poll);
    }

    /// <summary>Reads the token, for an audience or, with null, for whichever it is.</summary>
    public async Task<ServiceToken> ReadAsync(string? audience, CancellationToken cancellationToken)
    {
        var (token, problem) = await LoadAsync(audience, cancellationToken).ConfigureAwait(false);
        return token ?? throw new ServiceTokenException(ServiceTokenFailure.SourceAnswerInvalid, $"The file {path} is not taken: {problem}");
    }

    private async Task<(ServiceToken? Token, string? Problem)> LoadAsync(string? audience, CancellationToken cancellationToken)
    {
        try
        {
            return await SmallFile.ReadAsync(path, FileToken.MaxBytes, audience, FileToken.Read, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ServiceTokenException(ServiceTokenFailure.SourceUnavailable, $"The file {path} cannot be read ({exception.GetType().Name}).");
        }
    }
}
