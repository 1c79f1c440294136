namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>What Vault answered, or why there is no answer. Its body may hold secrets, and is zeroed at the end.</summary>
internal sealed class VaultAnswer : IDisposable
{
    private readonly PinnedBuffer? _body;

    /// <summary>An answer.</summary>
    public VaultAnswer(int status, PinnedBuffer body, TimeSpan retryAfter)
    {
        Status = status;
        RetryAfter = retryAfter;
        _body = body;
    }

    /// <summary>No answer that could be taken.</summary>
    public VaultAnswer(SecretResult problem) => Problem = problem;

    /// <summary>The status; 0 without an answer.</summary>
    public int Status { get; }

    /// <summary>How long Vault asks to be left alone; zero where it does not say.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>Why there is none; null where there is one.</summary>
    public SecretResult? Problem { get; }

    /// <summary>The token it was asked with; null for none.</summary>
    public VaultToken? Token { get; init; }

    public bool IsSuccess => Status is >= 200 and <= 299;

    public ReadOnlySpan<byte> Body => _body is null ? default : _body.Span;

    public void Dispose() => _body?.Dispose();
}
