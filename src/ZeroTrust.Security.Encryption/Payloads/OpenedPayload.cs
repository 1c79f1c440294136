using System.Diagnostics.CodeAnalysis;

namespace ZeroTrust.Security;

/// <summary>
/// The outcome for one message: its content, or that it is not opened and nothing more. Why it is not, is in the operator's log: whoever sent
/// it could use each reason to find out more. The default value is one that is not opened. Immutable.
/// </summary>
public readonly struct OpenedPayload
{
    private readonly byte[]? _plaintext;

    internal OpenedPayload(byte[]? plaintext) => _plaintext = plaintext;

    /// <summary>Whether the message was for this service, of the kind asked for, under a key it still has, and unchanged.</summary>
    [MemberNotNullWhen(true, nameof(Plaintext))]
    public bool Opened => _plaintext is not null;

    /// <summary>The content. That it could be sealed proves nothing about who sealed it: the key is public.</summary>
    /// <value>Null exactly when the message is not opened. Not shared: zero it when it is no longer needed.</value>
    [SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "It belongs to the caller, who zeroes it.")]
    public byte[]? Plaintext => _plaintext;

    /// <summary>Never the content.</summary>
    /// <returns><c>opened</c> or <c>not opened</c>.</returns>
    public override string ToString() => Opened ? "opened" : "not opened";
}
