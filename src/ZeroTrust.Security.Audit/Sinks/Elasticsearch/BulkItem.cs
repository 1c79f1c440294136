namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>What became of one document of a bulk request.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Status">As of a request of its own.</param>
/// <param name="Error">The type of the error; null without one.</param>
internal readonly record struct BulkItem(Guid Id, int Status, string? Error)
{
    private const int BadRequest = 400;
    private const int Conflict = 409;

    /// <summary>Whether it is stored: now, or before under the same id.</summary>
    public bool IsStored => Status is (>= 200 and <= 299) or Conflict;

    /// <summary>Whether it will never be: the document does not fit the index. Everything else may pass, or be put right.</summary>
    public bool IsUnstorable => Status == BadRequest;
}
