using ZeroTrust.Security.Tokens.Json;

namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>
/// Room to read an ordinary token in, kept by each thread: as much of the stack would be cleared for each token, which takes longer than
/// reading one. What is read from a token is cleared by <see cref="Compact.CompactBytes.Dispose"/>; nodes hold positions alone.
/// </summary>
internal sealed class JudgingRoom : IDisposable
{
    [ThreadStatic]
    private static JudgingRoom? t_idle;

    private JudgingRoom()
    {
    }

    public byte[] Bytes { get; } = new byte[4096];

    public JsonNode[] HeaderNodes { get; } = new JsonNode[32];

    public JsonNode[] PayloadNodes { get; } = new JsonNode[128];

    /// <summary>The thread's room; one of its own for a judging within another.</summary>
    public static JudgingRoom Take()
    {
        var room = t_idle ?? new();
        t_idle = null;
        return room;
    }

    /// <summary>Gives it back. Nothing in it is used after this.</summary>
    public void Dispose() => Keep(this);

    private static void Keep(JudgingRoom room) => t_idle = room;
}
