namespace ZeroTrust.Security.Benchmarks.Caching;

/// <summary>
/// The same tokens with us and in a dictionary with its default hash. Where the next look-up goes depends on what the last one found,
/// so that latency is measured and not how many look-ups overlap.
/// </summary>
internal interface ILookUps
{
    /// <summary>Brings the next tokens.</summary>
    void Next();

    /// <summary>Looks tokens up in the dictionary.</summary>
    void FindInDictionary(int count);

    /// <summary>Looks tokens up with us.</summary>
    void FindInOurs(int count);
}
