using ZeroTrust.Security.Benchmarks.Pipeline;

namespace ZeroTrust.Security.Benchmarks.Kestrel;

/// <summary>One protection under one kind of load.</summary>
internal sealed record Scenario(Protection Protection, Credential Credential, bool IsRefused)
{
    public List<Load> Rounds { get; } = [];

    public string Name => $"{Protection}, {Credential.Name}";

    public void Run(ServerProcess server, TimeSpan time)
    {
        var load = Wrk.Measure(server, time, Credential);
        if (load.Refused != (IsRefused ? load.Requests : 0))
        {
            throw new InvalidOperationException($"{Name}: {load.Refused} of {load.Requests} requests were refused.");
        }

        Rounds.Add(load);
    }
}
