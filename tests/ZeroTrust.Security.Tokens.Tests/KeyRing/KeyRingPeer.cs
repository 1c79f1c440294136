using System.Globalization;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.KeyRing;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

/// <summary>A process of a service, over a directory of keys: takes a command a line, and answers with names of keys in a line.</summary>
internal static class KeyRingPeer
{
    public const string Command = "key-ring-peer";
    public const string Step = "step";
    public const string Mint = "mint";

    public static KeyRingSettings Settings { get; } = RingRig.Defaults with
    {
        KeyCacheTime = TimeSpan.FromMinutes(1),
        KeyLifetime = KeyRingSettings.MinKeyLifetime(TimeSpan.FromMinutes(1)),
    };

    public static async Task<int> RunAsync(string directory, TimeSpan skew)
    {
        var clock = new ManualTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) + skew);
        using var process = new RingRig(new DirectoryKeyRingStore(new DiskFolder(directory)), clock, Settings);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var (command, number) = line.Split(' ') is [var first, var second] ? (first, int.Parse(second, CultureInfo.InvariantCulture)) : default;
            await Console.Out.WriteLineAsync(string.Join(' ', command == Step ? await StepAsync(process, number) : await MintAsync(process, number)));
        }

        return 0;
    }

    // What is published after the step.
    private static async Task<IEnumerable<string>> StepAsync(RingRig process, int seconds)
    {
        process.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await process.Ring.RefreshAsync(default);
        return process.Published();
    }

    // What the tokens were signed with.
    private static async Task<IEnumerable<string>> MintAsync(RingRig process, int count)
    {
        var keys = new List<string>();
        for (var i = 0; i < count; i++)
        {
            keys.Add(Jws.KeyId(await process.MintAsync()));
        }

        return keys;
    }
}
