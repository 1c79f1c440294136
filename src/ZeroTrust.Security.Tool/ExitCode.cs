namespace ZeroTrust.Security.Tool;

/// <summary>What scripts see. The numbers above 63 are those of sysexits.h.</summary>
internal static class ExitCode
{
    public const int Good = 0;

    /// <summary>The journal was tampered with.</summary>
    public const int Damaged = 1;

    /// <summary>The key of the hashes is missing, so nothing is proven.</summary>
    public const int Unproven = 2;

    /// <summary>There is no such secret to remove.</summary>
    public const int NotThere = 1;

    public const int Usage = 64;

    /// <summary>The value is none: empty, or too long.</summary>
    public const int NoData = 65;

    /// <summary>A file cannot be read or written.</summary>
    public const int NoInput = 66;
}
