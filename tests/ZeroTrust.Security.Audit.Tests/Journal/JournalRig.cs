using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ZeroTrust.Security.Audit.Journal;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Audit.Tests.Journal;

/// <summary>A journal on a simulated disk, and events that are told apart by a number.</summary>
internal sealed partial class JournalRig
{
    public SimulatedDisk Disk { get; init; } = new();

    public ManualTimeProvider Clock { get; } = new();

    public Secret? HashKey { get; init; }

    public long SegmentBytes { get; init; } = 64 * 1024;

    public int MaxPendingBytes { get; init; } = 8 * 1024 * 1024;

    public JournalSettings Settings => new() { Clock = Clock, SegmentBytes = SegmentBytes, HashKey = HashKey, MaxPendingBytes = MaxPendingBytes };

    public static byte[] Event(int number) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{number},\"what\":\"refund\"}}"));

    /// <summary>The same, and longer.</summary>
    public static byte[] Event(int number, int padding) =>
        padding == 0 ? Event(number) : Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"long\":\"{new string('x', padding)}\",\"n\":{number},\"what\":\"refund\"}}"));

    public JournalOpening TryOpen() => JournalOpening.Open(Disk.Mount(), Settings);

    public JournalAppender Open()
    {
        var opening = TryOpen();
        Assert.True(opening.Journal is not null, $"{opening.Failure}: {opening.Detail}");
        return opening.Journal;
    }

    /// <summary>Writes events in commits of so many, and closes.</summary>
    public void Write(int events, int commit = 10, int from = 0)
    {
        using var journal = Open();
        for (var i = from; i < from + events; i++)
        {
            Assert.True(journal.Append(Event(i), required: true));
            if (i % commit == commit - 1)
            {
                Assert.True(journal.Commit().Succeeded);
            }
        }

        Assert.True(journal.Close().Succeeded);
    }

    public JournalReport Verify(JournalVerification? verification = null) =>
        JournalVerifier.Verify(Disk.Mount(), verification ?? new() { HashKey = HashKey });

    /// <summary>The numbers of the events that are there, as any reader of the files sees them.</summary>
    public IReadOnlyList<int> Events() =>
    [
        .. from file in Disk.Files().OrderBy(static file => file.Key, StringComparer.Ordinal)
           where file.Key.EndsWith(".jsonl", StringComparison.Ordinal)
           from Match match in Number().Matches(Encoding.Latin1.GetString(file.Value))
           select int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
    ];

    [GeneratedRegex("\"n\":([0-9]+),\"what\":\"refund\",\"hash\":\"[0-9a-f]{64}\"}\n")]
    private static partial Regex Number();
}
