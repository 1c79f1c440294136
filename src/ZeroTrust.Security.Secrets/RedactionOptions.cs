namespace ZeroTrust.Security;

/// <summary>What is masked in logs beside the secrets that handles hold, and what is not. Read once.</summary>
public sealed class RedactionOptions
{
    /// <summary>Secrets that are in no store, such as a key that was given to other options. One that is disposed of is no longer looked for.</summary>
    /// <value>Empty by default.</value>
    public IList<Secret> Secrets { get; } = [];

    /// <summary>How keys and tokens of this application begin, such as <c>ztk_</c>, the default of <c>AddApiKeys</c>: 16 characters or more of a token after one are masked.</summary>
    /// <value><c>ztk_</c> by default; those of well-known makers are looked for in any case. Each has at least 3 characters, in ASCII.</value>
    public IList<string> KeyPrefixes { get; } = ["ztk_"];

    /// <summary>Fields of secrets that are none by themselves and may be logged, such as <c>username</c>.</summary>
    /// <value>Names of fields, compared exactly; empty by default.</value>
    public IList<string> AllowedFields { get; } = [];

    /// <summary>Whether what has the shape of a token or a key, and is not held, is left as it is.</summary>
    /// <value>The default is <see langword="false"/>: it is masked.</value>
    public bool AllowCredentialShapes { get; set; }
}
