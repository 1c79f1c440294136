using System.Collections;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Revocations;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.Revocations;

public sealed partial class RevocationServiceTests
{
    private static readonly RevocationKey Alice = new("corporate", RevocationKind.Subject, "alice");
    private static readonly TimeSpan Poll = RevocationSettings.Default.PollInterval;
    private static readonly TimeSpan Bound = RevocationSettings.Default.MaxStaleness;

    private readonly InMemoryRevocationStore _store = new();
    private readonly TestTrust _trust = new();

    [Fact]
    public async Task Revoke_AnIssuerThatIsNotConfigured_IsRefused()
    {
        using var service = Service(null);

        var fault = await Assert.ThrowsAsync<ArgumentException>(() => service.RevokeSubjectAsync("corporat", "alice"));

        Assert.Contains("Did you mean 'corporate'?", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RevokeUntilNow_LetsANewTokenIn()
    {
        using var service = Service(null);
        _trust.Clock.Advance(TimeSpan.FromSeconds(10));
        foreach (var revoke in (Func<Task>[])
        [
            () => service.RevokeSubjectAsync("corporate", "alice"),
            () => service.RevokeSessionAsync("corporate", "s-1"),
            () => service.RevokeClientAsync("corporate", "shop"),
            () => service.RevokeIssuerAsync("corporate"),
        ])
        {
            Assert.False(_trust.Revocations.IsRevoked(new TokenParts()));
            await revoke();
            Assert.True(_trust.Revocations.IsRevoked(new TokenParts()));
            Assert.False(_trust.Revocations.IsRevoked(new TokenParts { IssuedAt = service.Now }));
            Assert.True(await service.LiftAsync(Assert.Single(service.List()).Key));
        }

        await service.RevokeTokenAsync(new TokenParts());
        Assert.True(_trust.Revocations.IsRevoked(new TokenParts()));
        await Assert.ThrowsAsync<ArgumentException>(() => service.RevokeTokenAsync(new TokenParts { TokenId = null }));
    }

    [Fact]
    public async Task BeforeTheStoreIsRead_NoTokenIsTaken()
    {
        await _store.AddAsync(Revocation.OfSubject("corporate", "alice", null), default);
        using var service = Service(_store);
        Assert.Equal(TokenFailure.RevocationsUnavailable, _trust.Revocations.Check(new TokenParts()));
        Assert.False(service.IsCurrent);

        await service.Follower!.StartAsync(default);

        Assert.True(service.IsCurrent);
        Assert.Equal(TokenFailure.Revoked, _trust.Revocations.Check(new TokenParts()));
        Assert.Equal(TokenFailure.None, _trust.Revocations.Check(new TokenParts { User = new("corporate", "bob") }));
    }

    [Fact]
    public async Task AStoreThatFailsAtTheStart_StopsIt()
    {
        using var service = Service(_store);
        _store.Failure = new IOException("down");

        await Assert.ThrowsAsync<IOException>(() => service.Follower!.StartAsync(default));
        Assert.Equal(TokenFailure.RevocationsUnavailable, _trust.Revocations.Check(new TokenParts()));
    }

    [Fact]
    public async Task ChangesElsewhere_AreFollowed()
    {
        using var service = await StartedAsync();
        await _store.AddAsync(Revocation.OfSubject("corporate", "alice", null), default);
        await service.Follower!.Flight;
        Assert.True(_trust.Revocations.IsRevoked(new TokenParts()));

        await _store.RemoveAsync(Alice, default);
        await service.Follower.Flight;
        Assert.False(_trust.Revocations.IsRevoked(new TokenParts()));
    }

    [Fact]
    public async Task WithoutNotices_ThePollFindsTheChange()
    {
        using var service = Service(new Deaf(_store));
        await service.Follower!.StartAsync(default);
        await _store.AddAsync(Revocation.OfSubject("corporate", "alice", null), default);
        Assert.False(_trust.Revocations.IsRevoked(new TokenParts()));

        _trust.Clock.Advance(Poll);
        await service.Follower.Flight;

        Assert.True(_trust.Revocations.IsRevoked(new TokenParts()));
    }

    [Fact]
    public async Task Revoke_TheStoreFails_IsInForceHereAndTheCallerKnows()
    {
        using var service = await StartedAsync();
        _store.Failure = new IOException("down");

        var fault = await Assert.ThrowsAsync<RevocationStoreException>(() => service.RevokeAsync(Revocation.OfSubject("corporate", "alice", null)));
        Assert.IsType<IOException>(fault.InnerException);
        Assert.True(_trust.Revocations.IsRevoked(new TokenParts()));

        // What is read afterwards does not take it away.
        _store.Failure = null;
        _trust.Clock.Advance(Poll);
        await service.Follower!.Flight;
        Assert.True(_trust.Revocations.IsRevoked(new TokenParts()));
        Assert.True(await service.LiftAsync(Alice));
        Assert.False(_trust.Revocations.IsRevoked(new TokenParts()));
    }

    [Fact]
    public async Task Lift_TheStoreFails_LeavesItInForce()
    {
        using var service = await StartedAsync();
        await service.RevokeAsync(Revocation.OfSubject("corporate", "alice", null));
        _store.Failure = new IOException("down");

        await Assert.ThrowsAsync<RevocationStoreException>(() => service.LiftAsync(Alice));

        Assert.True(_trust.Revocations.IsRevoked(new TokenParts()));
    }

    // The reading began before the revocation was stored, so it does not show it.
    [Fact]
    public async Task Revoke_DuringAReading_IsNotLostByIt()
    {
        var held = new Held(_store);
        using var service = Service(held);
        await service.Follower!.StartAsync(default);
        held.Hold();
        _trust.Clock.Advance(Poll);
        await held.Reached;

        await service.RevokeAsync(Revocation.OfSubject("corporate", "alice", null));
        held.Release();
        await service.Follower.Flight;

        Assert.True(_trust.Revocations.IsRevoked(new TokenParts()));
    }

    // The reading has been had, and what it said is put into force at this very time.
    [Fact]
    public async Task Revoke_WhileAReadingIsApplied_IsNotLostByIt()
    {
        var store = new Interrupted(_store);
        using var service = Service(store);
        await service.Follower!.StartAsync(default);
        Task? revoked = null;
        store.WhileApplied = () => revoked = service.RevokeAsync(Revocation.OfSubject("corporate", "alice", null));

        _trust.Clock.Advance(Poll);
        await service.Follower.Flight;

        Assert.NotNull(revoked);
        await revoked;
        Assert.True(_trust.Revocations.IsRevoked(new TokenParts()));
    }

    // In steps of the poll at most, so that each reading ends before the next is due.
    private async Task AdvanceAsync(RevocationService service, TimeSpan by)
    {
        while (by > TimeSpan.Zero)
        {
            var step = by < Poll ? by : Poll;
            _trust.Clock.Advance(step);
            await service.Follower!.Flight;
            by -= step;
        }
    }

    private RevocationService Service(IRevocationStore? store) => new(_trust.Revocations, _trust, _trust.Clock, store, NullLogger.Instance);

    private async Task<RevocationService> StartedAsync()
    {
        var service = Service(_store);
        await service.Follower!.StartAsync(default);
        return service;
    }

    /// <summary>A store that gives no notice of changes.</summary>
    private class Deaf(IRevocationStore store) : IRevocationStore
    {
        public virtual Task<RevocationChanges> ReadAsync(string? position, CancellationToken cancellationToken) => store.ReadAsync(null, cancellationToken);

        public Task AddAsync(Revocation revocation, CancellationToken cancellationToken) => store.AddAsync(revocation, cancellationToken);

        public Task<bool> RemoveAsync(RevocationKey key, CancellationToken cancellationToken) => store.RemoveAsync(key, cancellationToken);

        public IDisposable OnChange(Action changed) => new MemoryStream();
    }

    /// <summary>A store that notices when somebody looks through its answer.</summary>
    private sealed class Interrupted(IRevocationStore store) : Deaf(store)
    {
        public Action? WhileApplied { get; set; }

        public override async Task<RevocationChanges> ReadAsync(string? position, CancellationToken cancellationToken)
        {
            var changes = await base.ReadAsync(position, cancellationToken);
            var notice = WhileApplied;
            WhileApplied = null;
            return changes with { Added = new Watched(changes.Added, notice) };
        }

        private sealed class Watched(IReadOnlyCollection<Revocation> all, Action? notice) : IReadOnlyCollection<Revocation>
        {
            public int Count => all.Count;

            public IEnumerator<Revocation> GetEnumerator()
            {
                notice?.Invoke();
                return all.GetEnumerator();
            }

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }
    }

    /// <summary>A store whose answers can be kept back.</summary>
    private sealed class Held(IRevocationStore store) : Deaf(store)
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource? _door;

        public Task Reached => _reached.Task;

        public void Hold() => _door = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _door!.SetResult();

        public override async Task<RevocationChanges> ReadAsync(string? position, CancellationToken cancellationToken)
        {
            var changes = await base.ReadAsync(position, cancellationToken);
            if (_door is not null)
            {
                _reached.TrySetResult();
                await _door.Task;
            }

            return changes;
        }
    }
}
