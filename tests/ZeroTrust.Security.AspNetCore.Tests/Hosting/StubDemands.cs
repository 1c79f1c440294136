using System.Collections.Concurrent;

namespace ZeroTrust.Security.AspNetCore.Tests.Hosting;

/// <summary>Demands of step-up that the test makes, and how often requests looked for one.</summary>
internal sealed class StubDemands : IStepUpDemands
{
    private readonly ConcurrentDictionary<UserIdentity, StepUpDemand> _demands = new();
    private int _finds;

    public bool IsActive => !_demands.IsEmpty;

    public int Finds => Volatile.Read(ref _finds);

    public void Set(string user, DateTimeOffset since, params string[] acrValues) => _demands[new("corporate", user)] = new(since, acrValues);

    public bool Demand(UserIdentity user, TimeSpan duration, params IEnumerable<string> acrValues) => throw new NotSupportedException();

    public bool Lift(UserIdentity user) => _demands.TryRemove(user, out _);

    public StepUpDemand? Find(UserIdentity user)
    {
        Interlocked.Increment(ref _finds);
        return _demands.GetValueOrDefault(user);
    }
}
