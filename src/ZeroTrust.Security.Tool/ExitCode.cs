namespace ZeroTrust.Security.Tool;

/// <summary>What scripts see. The numbers above 63 are those of sysexits.h.</summary>
internal static class ExitCode
{
    public const int Good = 0;

    /// <summary>The journal was tampered with.</summary>
    public const int Damaged = 1;

    /// <summary>The key of the hashes is missing, so nothing is proven.</summary>
    public const int Unproven = 2;

    public const int Usage = 64;

    /// <summary>A file cannot be read.</summary>
    public const int NoInput = 66;
}
