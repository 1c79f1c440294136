using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.ThrowProbe;
using ZeroTrust.Security.ThrowProbe.Cases;

// Runs every bad token through the validator and prints how many exceptions were thrown on the way, caught ones included. It is a
// process of its own because the counter sees every thread's. With "verdicts" it prints what each token met in place of the counts.
using var key = FakeSigningKey.Create("ES256", "key-1");
using var second = FakeSigningKey.Create("RS256", "key-2");
using var host = await ProbeHost.StartAsync(new ManualTimeProvider(ProbeHost.Now), key, second);
var validator = host.Services.GetRequiredService<ITokenValidator>();
var forge = new TokenForge(key, ProbeHost.Now);
var good = TokenCases.Good(forge);
var bad = TokenCases.Bad(forge);

// Once before counting: what is made on first use is made by now.
foreach (var each in good.Concat(bad))
{
    await validator.ValidateAsync(each.Token.AsMemory());
}

if (args is ["verdicts"])
{
    Console.WriteLine($"{CultureInfo.CurrentCulture.Name} {TimeZoneInfo.Local.Id}");
    foreach (var each in good.Concat(bad))
    {
        Console.WriteLine($"{each.Name.ReplaceLineEndings(" ")}\t{(await validator.ValidateAsync(each.Token.AsMemory())).Failure}");
    }

    return 0;
}

var exceptions = new List<string>();
AppDomain.CurrentDomain.FirstChanceException += (_, thrown) => exceptions.Add($"{thrown.Exception.GetType()}: {thrown.Exception.Message}");
var accepted = 0;
var failures = new HashSet<TokenFailure>();
foreach (var each in bad)
{
    var verdict = await validator.ValidateAsync(each.Token.AsMemory());
    accepted += verdict.Accepted ? 1 : 0;
    failures.Add(verdict.Failure);
}

var thrownWhileBad = exceptions.ToArray();
foreach (var exception in thrownWhileBad.Distinct(StringComparer.Ordinal).Take(20))
{
    Console.WriteLine(exception);
}

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"cases {bad.Count}, accepted {accepted}, failure classes {failures.Count}, first-chance exceptions {thrownWhileBad.Length}"));
return accepted == 0 && thrownWhileBad.Length == 0 ? 0 : 1;
