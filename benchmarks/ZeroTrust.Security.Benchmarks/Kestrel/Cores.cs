namespace ZeroTrust.Security.Benchmarks.Kestrel;

/// <summary>
/// The client has one core and all servers another, where there are two: else what the kernel puts where differs from turn to turn, and
/// with it every figure.
/// </summary>
internal static class Cores
{
    private const string Command = "taskset";
    private static readonly bool IsSplit = Environment.ProcessorCount > 1 && Tools.Has(Command);

    /// <summary>What stands before a server's command; nothing where it may run anywhere.</summary>
    public static string[] Server => IsSplit ? [Command, "-c", "1"] : [];

    /// <summary>What stands before the client's.</summary>
    public static string[] Client => IsSplit ? [Command, "-c", "0"] : [];
}
