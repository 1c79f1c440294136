using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>One engine <c>transit</c> of a Vault.</summary>
internal sealed class VaultTransit(VaultSession session, string mount) : IVaultTransit
{
    private const string Prefix = "vault:v";
    private const int MaxText = 512 * 1024;
    private const int BadRequest = 400;

    public async ValueTask<VaultTransitText> EncryptAsync(string key, ReadOnlyMemory<byte> plaintext, ReadOnlyMemory<byte> associatedData = default, CancellationToken cancellationToken = default)
    {
        CheckSize(plaintext, nameof(plaintext));
        using var body = TransitBody.Of(null, ("plaintext", plaintext), ("associated_data", associatedData));
        return await MakeAsync(VaultCall.Post(VaultOperation.Encrypt, PathOf("encrypt", key), body), "ciphertext", cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<Secret?> DecryptAsync(string key, string ciphertext, ReadOnlyMemory<byte> associatedData = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ciphertext);
        var path = PathOf("decrypt", key);
        if (!IsText(ciphertext))
        {
            return null;
        }

        using var body = TransitBody.Of(("ciphertext", ciphertext), ("associated_data", associatedData));
        using var answer = await session.SendAsync(VaultCall.Post(VaultOperation.Decrypt, path, body), cancellationToken).ConfigureAwait(false);
        return answer.Status == BadRequest ? null : Plaintext(answer) ?? throw Failed(answer);
    }

    public async ValueTask<VaultTransitText> SignAsync(string key, ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default)
    {
        CheckSize(data, nameof(data));
        using var body = TransitBody.Of(null, ("input", data));
        return await MakeAsync(VaultCall.Post(VaultOperation.Sign, PathOf("sign", key), body), "signature", cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> VerifyAsync(string key, ReadOnlyMemory<byte> data, string signature, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signature);
        CheckSize(data, nameof(data));
        var path = PathOf("verify", key);
        if (!IsText(signature))
        {
            return false;
        }

        using var body = TransitBody.Of(("signature", signature), ("input", data));
        using var answer = await session.SendAsync(VaultCall.Post(VaultOperation.Verify, path, body), cancellationToken).ConfigureAwait(false);
        return answer.Status != BadRequest && (Verdict(answer) ?? throw Failed(answer));
    }

    private static bool? Verdict(VaultAnswer answer) =>
        answer.IsSuccess && VaultDocument.TryParse(answer.Body, out var document) && document.TryFind(out var valid, "data"u8, "valid"u8) && valid.TokenType is JsonTokenType.True or JsonTokenType.False
            ? valid.TokenType == JsonTokenType.True
            : null;

    private static Secret? Plaintext(VaultAnswer answer)
    {
        if (!answer.IsSuccess || !VaultDocument.TryParse(answer.Body, out var document) || !document.TryFind(out var text, "data"u8, "plaintext"u8) || text.TokenType != JsonTokenType.String || text.ValueIsEscaped)
        {
            return null;
        }

        var bytes = GC.AllocateUninitializedArray<byte>(Base64.GetMaxDecodedFromUtf8Length(text.ValueSpan.Length), pinned: true);
        try
        {
            return Base64.DecodeFromUtf8(text.ValueSpan, bytes, out _, out var length) == System.Buffers.OperationStatus.Done && length > 0 ? new(bytes.AsSpan(0, length)) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    // What anybody may have written: only what has the form of Vault's is sent there.
    private static bool IsText(string text) =>
        text.Length <= MaxText && text.StartsWith(Prefix, StringComparison.Ordinal) && VersionOf(text) is not null && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static int? VersionOf(string text)
    {
        var rest = text.AsSpan(Math.Min(Prefix.Length, text.Length));
        var colon = rest.IndexOf(':');
        return colon > 0 && int.TryParse(rest[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? version : null;
    }

    private static VaultTransitException Failed(VaultAnswer answer)
    {
        var result = VaultFailure.Of(answer, "the key");
        return new(result.Outcome, result.Reason!);
    }

    private static void CheckSize(ReadOnlyMemory<byte> data, string name)
    {
        if (data.Length is 0 or > VaultTransitText.MaxBytes)
        {
            throw new ArgumentException($"Vault is given 1 to {VaultTransitText.MaxBytes} bytes at once.", name);
        }
    }

    private string PathOf(string operation, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return VaultValidator.IsPath(key) && !key.Contains('/', StringComparison.Ordinal)
            ? $"{mount}/{operation}/{key}"
            : throw new ArgumentException("The name of a key is ASCII letters, digits and '_.-+=@'.", nameof(key));
    }

    private async ValueTask<VaultTransitText> MakeAsync(VaultCall call, string member, CancellationToken cancellationToken)
    {
        using var answer = await session.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess && VaultDocument.TryParse(answer.Body, out var document) && document.Text("data"u8, System.Text.Encoding.ASCII.GetBytes(member)) is { } text && IsText(text)
            ? new(text, VersionOf(text)!.Value)
            : throw Failed(answer);
    }
}
