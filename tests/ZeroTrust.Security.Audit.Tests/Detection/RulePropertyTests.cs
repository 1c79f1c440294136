using static ZeroTrust.Security.Audit.Tests.Detection.DetectionRig;

namespace ZeroTrust.Security.Audit.Tests.Detection;

/// <summary>Rules against what they mean, over many runs of events that are drawn.</summary>
public sealed class RulePropertyTests
{
    private const long Window = 10_000;
    private const long Lateness = 4_000;
    private const int Runs = 300;

    public enum Kind
    {
        Count = 0,
        Distinct = 1,
        Sequence = 2,
    }

    [Theory]
    [InlineData(Kind.Count)]
    [InlineData(Kind.Distinct)]
    [InlineData(Kind.Sequence)]
    public void InOrder_EachAlertIsThatOfTheNaiveRule(Kind kind)
    {
        var alerts = 0;
        for (var seed = 0; seed < Runs; seed++)
        {
            var (random, least, pause) = (new Random(seed), 1 + (seed % 6), Window + (seed % 3 * 7_000));
            var events = Draw(random, 150).OrderBy(static one => one.Time).ToList();
            var expected = Expected(kind, events, least, pause);
            var rig = Rig(kind, least, pause);
            rig.See(events.Select(ToEvent));

            Assert.Equal(expected, rig.Alerts.Select(UntilOf));
            Assert.Equal(0, rig.Counts["late"]);
            alerts += expected.Count;
        }

        Assert.True(alerts > Runs);
    }

    /// <summary>Nothing is found that is not there, nothing that is there is missed, and what is one burst is one alert: in any order within the lateness.</summary>
    [Theory]
    [InlineData(Kind.Count)]
    [InlineData(Kind.Distinct)]
    [InlineData(Kind.Sequence)]
    public void OutOfOrder_WithinTheLateness_FindsTheSameBursts(Kind kind)
    {
        var bursts = 0;
        for (var seed = 0; seed < Runs; seed++)
        {
            var (random, least) = (new Random(seed), 1 + (seed % 6));

            // Bursts that are shorter than the cool-down and further apart than it.
            var groups = Enumerable.Range(0, 6).Select(group => Draw(random, random.Next(2, 30), from: group * 200_000, length: 15_000)).ToList();
            var expected = groups.Select(group => Expected(kind, group, least, pause: 60_000).Count > 0).ToList();
            var rig = Rig(kind, least, pause: 60_000);
            rig.See(groups.SelectMany(group => Disorder(random, group)).Select(ToEvent));

            Assert.Equal(expected.Select(static found => found ? 1 : 0), Enumerable.Range(0, 6).Select(group => rig.Alerts.Count(alert => UntilOf(alert) / 200_000 == group)));
            Assert.Equal(0, rig.Counts["late"]);
            bursts += expected.Count(static found => found);
        }

        Assert.True(bursts > Runs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AboveOwnAverage_FindsTheSpansOfTheNaiveRule_InAnyOrderWithinTheLateness(bool disorder)
    {
        var alerts = 0;
        for (var seed = 0; seed < Runs; seed++)
        {
            var (random, least) = (new Random(seed), 1 + (seed % 6));
            var events = Draw(random, random.Next(40, 300), length: 400_000).OrderBy(static one => one.Time).ToList();
            var expected = NaiveRules.AboveAverage(events, least, Window, pause: 20_000, factor: 2);
            var rig = new DetectionRig(detection =>
            {
                detection.Lateness = TimeSpan.FromMilliseconds(Lateness);
                detection.Rule("rule").On("refund").By(AuditField.Actor).AtLeast(least).Within(TimeSpan.FromMilliseconds(Window)).CoolDown(TimeSpan.FromSeconds(20)).AboveOwnAverage(2);
            });
            rig.See((disorder ? Disorder(random, events) : events).Select(ToEvent));

            Assert.Equal(expected, rig.Alerts.Select(static alert => FromOf(alert) / Window));
            alerts += expected.Count;
        }

        Assert.True(alerts > Runs);
    }

    private static IReadOnlyList<long> Expected(Kind kind, IReadOnlyList<(long Time, int Value, bool Good)> events, int least, long pause) => kind switch
    {
        Kind.Distinct => NaiveRules.Distinct(events, least, Window, pause),
        Kind.Sequence => NaiveRules.Sequence(events, least, Window, pause),
        _ => NaiveRules.Count(events, least, Window, pause),
    };

    private static DetectionRig Rig(Kind kind, int least, long pause) => new(detection =>
    {
        detection.Lateness = TimeSpan.FromMilliseconds(Lateness);
        detection.MaxAlertsPerMinute = 10_000;
        var rule = detection.Rule("rule").On("refund").By(AuditField.Actor).AtLeast(least).Within(TimeSpan.FromMilliseconds(Window)).CoolDown(TimeSpan.FromMilliseconds(pause));
        _ = kind switch
        {
            Kind.Distinct => rule.CountingDistinct(AuditField.Resource),
            Kind.Sequence => rule.WithOutcome(AuditOutcome.Denied).FollowedBy(AuditOutcome.Allowed),
            _ => rule,
        };
    });

    // In milliseconds, no two at the same time.
    private static List<(long Time, int Value, bool Good)> Draw(Random random, int count, long from = 0, int length = 300_000) =>
    [
        .. Enumerable.Range(0, count)
            .Select(_ => random.Next(length))
            .Distinct()
            .Select(time => (from + time, random.Next(8), random.Next(4) == 0)),
    ];

    private static List<(long Time, int Value, bool Good)> Disorder(Random random, IEnumerable<(long Time, int Value, bool Good)> events) =>
        [.. events.Select(one => (one, At: one.Time + (random.NextDouble() * Lateness * 0.99))).OrderBy(static pair => pair.At).Select(static pair => pair.one)];

    private static AuditEvent ToEvent((long Time, int Value, bool Good) one) =>
        Refund(0, outcome: one.Good ? AuditOutcome.Allowed : AuditOutcome.Denied) with { Time = Start + TimeSpan.FromMilliseconds(one.Time), Resource = $"{one.Value}" };

    private static long UntilOf(AuditEvent alert) => TimeOf(alert, "until");

    private static long FromOf(AuditEvent alert) => TimeOf(alert, "from");

    private static long TimeOf(AuditEvent alert, string name) =>
        (DateTimeOffset.Parse(alert.Details.Single(detail => detail.Name == name).Value.ToString(), System.Globalization.CultureInfo.InvariantCulture) - Start).Ticks / TimeSpan.TicksPerMillisecond;
}
