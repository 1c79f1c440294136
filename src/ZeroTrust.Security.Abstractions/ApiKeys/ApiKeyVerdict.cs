namespace ZeroTrust.Security;

/// <summary>The outcome for one API key: the service that it proves, or why it was refused. The default value is a refusal. Immutable.</summary>
public readonly struct ApiKeyVerdict
{
    private readonly ApiKeyFailure _failure;

    private ApiKeyVerdict(Caller? caller, ApiKeyFailure failure, string? publicId)
    {
        Caller = caller;
        _failure = failure;
        PublicId = publicId;
    }

    /// <summary>The service, with the permissions and tenant of its key; its subject is the public id. Shared by all requests with this key.</summary>
    /// <value>Null when refused.</value>
    public Caller? Caller { get; }

    /// <summary>The first check that failed.</summary>
    /// <value><see cref="ApiKeyFailure.None"/> exactly when accepted.</value>
    public ApiKeyFailure Failure => Caller is null && _failure == ApiKeyFailure.None ? ApiKeyFailure.Malformed : _failure;

    /// <summary>The public id that a refused key claimed.</summary>
    /// <value>Null when accepted, or when the text is not of the form of a key. Not proven.</value>
    public string? PublicId { get; }

    /// <summary>An accepted key.</summary>
    /// <param name="caller">The service that it proves.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="caller"/> is null.</exception>
    public static ApiKeyVerdict Accept(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new(caller, ApiKeyFailure.None, null);
    }

    /// <summary>A refused key.</summary>
    /// <param name="failure">The first check that failed; <see cref="ApiKeyFailure.None"/> is not one.</param>
    /// <param name="publicId">What it claimed; null when nothing could be read.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="failure"/> is <see cref="ApiKeyFailure.None"/>.</exception>
    public static ApiKeyVerdict Refuse(ApiKeyFailure failure, string? publicId = null)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(failure, ApiKeyFailure.None);
        return new(null, failure, publicId);
    }
}
