namespace ZeroTrust.Security.Benchmarks.Guard;

/// <summary>One of the things compared in a row, in this process or in one of its own.</summary>
internal interface IContender
{
    string Name { get; }

    /// <summary>How many methods its process has compiled so far.</summary>
    long CompiledMethods { get; }

    /// <summary>Runs for as long as told, not measured.</summary>
    void WarmUp(TimeSpan span);

    /// <summary>Finds by trial how much to do in a turn, so that one takes at least as long as told.</summary>
    void SetTurn(TimeSpan atLeast);

    /// <summary>Takes a turn.</summary>
    /// <returns>Nanoseconds for one operation.</returns>
    double TakeTurn();

    /// <summary>Bytes that one operation allocates.</summary>
    double CountBytes();
}
