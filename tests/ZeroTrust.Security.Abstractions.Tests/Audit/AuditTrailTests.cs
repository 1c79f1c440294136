namespace ZeroTrust.Security.Abstractions.Tests.Audit;

public sealed class AuditTrailTests
{
    [Fact]
    public async Task RecordAsync_NamesWhatWasDone()
    {
        var trail = new KeepingTrail();

        await trail.RecordAsync("refund", "order-1", AuditOutcome.Allowed, ("amount", 89.99m), ("currency", "EUR"));

        var kept = Assert.Single(trail.Events);
        Assert.Equal(("refund", "order-1", AuditOutcome.Allowed, null), (kept.Type, kept.Resource, kept.Outcome, kept.Class));
        Assert.Equal(["amount=89.99", "currency=EUR"], kept.Details.Select(static detail => $"{detail.Name}={detail.Value}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Refund")]
    [InlineData("refund\r\n")]
    [InlineData("journal.repair")]
    public void Type_OfAnotherForm_IsRefused(string type) =>
        Assert.Throws<ArgumentException>(() => new KeepingTrail().Record(type, null, AuditOutcome.Allowed));

    [Fact]
    public async Task RecordAsync_OnATrailWithoutPromise_RefusesWhatIsRequired()
    {
        var trail = new PlainTrail();

        await Assert.ThrowsAsync<AuditUnavailableException>(() => ((IAuditTrail)trail).RecordAsync("refund", "1", AuditOutcome.Allowed).AsTask());
        await ((IAuditTrail)trail).RecordAsync(new() { Type = "view", Outcome = AuditOutcome.Allowed, Class = AuditClass.Buffered });

        Assert.Equal(["view"], trail.Types);
    }

    [Fact]
    public async Task Act_RecordsTheIntentBefore_AndTheOutcomeAfter()
    {
        var trail = new KeepingTrail();
        await using (var act = await trail.BeginAsync("refund", "order-1"))
        {
            Assert.Equal((AuditOutcome.Started, act.Id), (Assert.Single(trail.Events).Outcome, trail.Events[0].Id));
            await act.CompleteAsync(AuditOutcome.Allowed, ("amount", 5));
        }

        Assert.Equal(2, trail.Events.Count);
        Assert.Equal((AuditOutcome.Allowed, trail.Events[0].Id), (trail.Events[1].Outcome, trail.Events[1].Intent!.Value));
    }

    [Fact]
    public async Task Act_WithoutAWord_HasFailed()
    {
        var trail = new KeepingTrail();

        await Assert.ThrowsAsync<TimeoutException>(async () =>
        {
            await using var act = await trail.BeginAsync("refund", "order-1");
            throw new TimeoutException();
        });

        Assert.Equal([AuditOutcome.Started, AuditOutcome.Failed], trail.Events.Select(static entry => entry.Outcome));
    }

    [Fact]
    public async Task Act_WhoseIntentCannotBeRecorded_DoesNotBegin()
    {
        IAuditTrail trail = new PlainTrail();

        await Assert.ThrowsAsync<AuditUnavailableException>(() => trail.BeginAsync("refund", "order-1").AsTask());
    }

    private sealed class PlainTrail : IAuditTrail
    {
        public List<string> Types { get; } = [];

        public void Record(AuditEvent auditEvent) => Types.Add(auditEvent.Type);
    }

    private sealed class KeepingTrail : IAuditTrail
    {
        public List<AuditEvent> Events { get; } = [];

        public void Record(AuditEvent auditEvent) => Events.Add(auditEvent);

        public ValueTask RecordAsync(AuditEvent auditEvent, CancellationToken cancellationToken = default)
        {
            Record(auditEvent);
            return default;
        }
    }
}
