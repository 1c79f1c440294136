using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Pipeline;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Kestrel;

/// <summary>Goals 10 and 11: the same application three times in processes of their own, loaded in turns.</summary>
internal static class KestrelRun
{
    private const int Callers = 2_000;
    private const int Rounds = 17;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Runs all scenarios in rounds, prints a line a goal and writes the JSON.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string? outputFile)
    {
        if (!Wrk.Ensure())
        {
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("benchmark-");
        var servers = Enum.GetValues<Protection>().Where(static protection => protection is not (Protection.Gateway or Protection.Certificate)).ToDictionary(static protection => protection, ServerProcess.Start);
        try
        {
            var results = new KestrelRows(Measure(servers, Credentials(folder.FullName))).Results().ToList();
            Console.WriteLine(GuardRun.Heading);
            results.ForEach(static result => Console.WriteLine(GuardRun.Line(result)));
            if (outputFile is not null)
            {
                GuardRun.Write(outputFile, results);
            }

            return results.TrueForAll(static result => result.Passes) ? 0 : 1;
        }
        finally
        {
            foreach (var server in servers.Values)
            {
                server.Dispose();
            }

            folder.Delete(recursive: true);
        }
    }

    private static List<Credential> Credentials(string folder) =>
    [
        Credential.Token("RS256", ReferenceToken.Mint("RS256")),
        Credential.Token("ES256", ReferenceToken.Mint("ES256")),
        Credential.Tokens("RS256, 2,000 tokens", ReferenceToken.MintMany("RS256", Callers), folder),
        Credential.Token(KestrelRows.Expired, ReferenceToken.MintBad("RS256", "expired")),
        Credential.Nothing,
    ];

    private static List<Scenario> Measure(Dictionary<Protection, ServerProcess> servers, List<Credential> credentials)
    {
        var scenarios = (from credential in credentials
                         from protection in servers.Keys
                         where protection != Protection.None || credential.Name != KestrelRows.Expired
                         let refused = credential.Name == KestrelRows.Expired || credential == Credential.Nothing
                         select new Scenario(protection, credential, refused && protection != Protection.None)).ToList();
        foreach (var scenario in scenarios)
        {
            scenario.Run(servers[scenario.Protection], WarmUp);
            scenario.Rounds.Clear();
        }

        for (var round = 0; round < Rounds; round++)
        {
            // Every other round backwards, so that whoever is first in one is last in the next.
            foreach (var scenario in round % 2 == 0 ? scenarios : Enumerable.Reverse(scenarios))
            {
                scenario.Run(servers[scenario.Protection], Turn);
            }
        }

        return scenarios;
    }
}
