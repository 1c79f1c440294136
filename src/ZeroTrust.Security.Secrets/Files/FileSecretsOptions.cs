namespace ZeroTrust.Security;

/// <summary>How secrets are read from a directory, such as a mount of Kubernetes or Docker.</summary>
public sealed class FileSecretsOptions
{
    /// <summary>
    /// Whether files that every user of the machine may read are taken. Kubernetes makes them so unless the volume says <c>defaultMode: 0440</c> or <c>0400</c>; in a container with one user
    /// the difference is small. Files that others than their owner may write are never taken.
    /// </summary>
    /// <value>The default is <see langword="false"/>: they are refused.</value>
    public bool AllowFilesReadableByEveryone { get; set; }

    /// <summary>Whether one line end at the end of a file, as an editor or <c>echo</c> leaves it, is not part of the value.</summary>
    /// <value>The default is <see langword="false"/>: each byte counts.</value>
    public bool IgnoreFinalLineEnd { get; set; }
}
