using System.Globalization;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>Reads an engine of key/value secrets, version 2: each secret with the versions that Vault keeps of it.</summary>
internal sealed class KeyValueProvider(VaultSession session, string mount, TimeProvider clock) : ISecretProvider
{
    private readonly VersionOrder _order = new();

    public async ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Version is { } asked && !int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return SecretResult.Missing("Vault numbers its versions.");
        }

        var path = $"{mount}/data/{request.Name}{(request.Version is { } version ? $"?version={version}" : "")}";
        using var answer = await session.SendAsync(VaultCall.Get(VaultOperation.Read, path), cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess ? Read(answer, request) : Failed(answer);
    }

    public async ValueTask<SecretVersionList> ListVersionsAsync(string name, CancellationToken cancellationToken = default)
    {
        // What comes in here is a text, and becomes part of a path.
        var checkedName = new SecretRequest(name).Name;
        using var answer = await session.SendAsync(VaultCall.Get(VaultOperation.ListVersions, $"{mount}/metadata/{checkedName}"), cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess && VaultDocument.TryParse(answer.Body, out var document) && VersionReader.TryRead(document, clock.GetUtcNow(), out var versions)
            ? SecretVersionList.Found(versions)
            : SecretVersionList.Failed(VaultFailure.Of(answer, "the versions of the secret"));
    }

    // A version that was deleted or destroyed is a 404 that says so where the value would be.
    private static SecretResult Failed(VaultAnswer answer) =>
        answer.Status == 404 && VaultDocument.TryParse(answer.Body, out var document) && document.TryFind(out _, "data"u8, "metadata"u8)
            ? SecretResult.Missing(document.TryFind(out var destroyed, "data"u8, "metadata"u8, "destroyed"u8) && destroyed.TokenType == System.Text.Json.JsonTokenType.True
                ? "This version was destroyed, and there is no way back to it."
                : "This version was deleted; it can be undeleted.")
            : VaultFailure.Of(answer, "the secret");

    private SecretResult Read(VaultAnswer answer, SecretRequest request)
    {
        if (!VaultDocument.TryParse(answer.Body, out var document)
            || !document.TryFind(out var number, "data"u8, "metadata"u8, "version"u8) || VaultJson.NumberOf(number) is not ({ } version and > 0)
            || !document.TryFind(out var created, "data"u8, "metadata"u8, "created_time"u8) || VaultJson.TimeOf(VaultJson.TextOf(created)) is not { } createdAt)
        {
            return SecretResult.Malformed("What Vault answered is no version of a secret; is the engine at that mount of version 2?");
        }

        if (!document.TryFind(out var data, "data"u8, "data"u8))
        {
            return SecretResult.Missing("This version was deleted.");
        }

        if (FieldReader.Read(ref data, answer.Body, out var fields) is { } problem)
        {
            return SecretResult.Malformed(problem);
        }

        var text = version.ToString(CultureInfo.InvariantCulture);
        return SecretResult.Found(new(fields)
        {
            Version = text,
            Sequence = request.Version is null ? _order.Of(request.Name, version, createdAt) : null,
            ExpiresAt = document.TryFind(out var deleted, "data"u8, "metadata"u8, "deletion_time"u8) ? VaultJson.TimeOf(VaultJson.TextOf(deleted)) : null,
        });
    }
}
