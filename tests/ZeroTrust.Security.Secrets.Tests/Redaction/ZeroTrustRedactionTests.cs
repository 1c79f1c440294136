using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Tests.Redaction;

[SuppressMessage("Usage", "CA2254", Justification = "What logs a value as its template is what is tested.")]
[SuppressMessage("Performance", "CA1848", Justification = "As users log.")]
[SuppressMessage("Performance", "CA1873", Justification = "As users log.")]
public sealed class ZeroTrustRedactionTests
{
    private const string Canary = "c4n4ry-of-the-d4tabase";

    [Fact]
    public void K1_AHeldSecret_IsMaskedWhereverAnEntryHasIt()
    {
        using var rig = new RedactionRig(secrets: Canary);

        rig.Log.LogInformation("template {Value}", Canary);
        rig.Log.LogInformation($"interpolated {Canary}");
        rig.Log.LogInformation("object {Value} {Numbers}", new Uri($"https://user:{Canary}@db.internal/"), (string[])["one", Canary]);
        rig.Log.LogInformation("parts {First}{Second}", Canary[..9], Canary[9..]);
        rig.Log.LogInformation(new EventId(1), new InvalidOperationException("outer", new IOException($"Login failed: {Canary}")), "failed");
        var withData = new InvalidOperationException("clean") { Data = { ["connection"] = Canary } };
        rig.Log.LogError(withData, "data");
        rig.Log.LogError(new AggregateException(new IOException("one"), new IOException(Canary)), "many");
        rig.Log.Log(LogLevel.Warning, default, new Dictionary<string, object?> { [Canary] = 1, ["other"] = Canary }, null, static (_, _) => "a dictionary");
        rig.Log.Log(LogLevel.Warning, default, new Uri($"https://db.internal/?{Canary}"), null, static (_, _) => "an object");
        using (rig.Log.BeginScope("scope {Value}", Canary))
        using (rig.Log.BeginScope(Canary))
        using (rig.Log.BeginScope(new Dictionary<string, object?> { ["value"] = Canary }))
        {
            rig.Log.LogInformation("scoped");
        }

        Assert.Equal(10, rig.Seen.Lines.Count);
        Assert.DoesNotContain(Canary, rig.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary[..9], rig.All, StringComparison.Ordinal);
        Assert.Contains("template [secret] | template [secret] | Value=[secret];{OriginalFormat}=template {Value}", rig.All, StringComparison.Ordinal);
        Assert.Contains("https://user:[secret]@db.internal/", rig.All, StringComparison.Ordinal);
        Assert.Contains("System.IO.IOException: Login failed: [secret]", rig.All, StringComparison.Ordinal);
        Assert.Contains("scope [secret] Value=[secret];{OriginalFormat}=scope {Value},[secret] ,", rig.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void K1_AnExceptionThatCannotBePrinted_IsNotPassedOn(bool text, bool data)
    {
        using var rig = new RedactionRig(secrets: Canary);

        rig.Log.LogError(new UnprintableException(text, data), "failed");

        Assert.Contains(text ? "[unreadable]" : "It is closed.", rig.All, StringComparison.Ordinal);
        Assert.DoesNotContain(rig.Seen.Entries, static entry => entry.Exception is UnprintableException);
    }

    [Fact]
    public void Log_NothingSecret_IsHandedOnAsItCame()
    {
        using var rig = new RedactionRig(secrets: Canary);
        var state = new List<KeyValuePair<string, object?>> { new("number", 7), new("address", new Uri("https://db.internal")), new("{OriginalFormat}", "{number} {address}") };
        var fault = new InvalidOperationException("It is closed.");

        rig.Log.Log(LogLevel.Information, new EventId(7, "seven"), state, fault, static (_, _) => "said");

        var entry = Assert.Single(rig.Seen.Entries);
        Assert.Same(state, entry.State);
        Assert.Same(fault, entry.Exception);
        Assert.Equal("said", entry.Message);
    }

    [Fact]
    public void Log_TheTextThatWasLookedAt_IsTheTextThatProvidersPrint()
    {
        using var rig = new RedactionRig(secrets: Canary);
        var times = 0;

        rig.Log.Log(LogLevel.Information, default, "state", null, (_, _) => ++times == 1 ? "clean" : Canary);

        Assert.Equal("clean", Assert.Single(rig.Seen.Entries).Message);
    }

    [Fact]
    public void Log_LevelThatIsOff_FormatsNothingAndAllocatesNothing()
    {
        using var rig = new RedactionRig(static logging => logging.SetMinimumLevel(LogLevel.Warning), secrets: Canary);
        var log = rig.Log;
        Assert.False(log.IsEnabled(LogLevel.Information));
        Say();

        // What the runtime itself allocates now and then is not in each of them.
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ => BytesOfAHundred()));
        Assert.Empty(rig.Seen.Entries);

        long BytesOfAHundred()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 100; i++)
            {
                Say();
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Say() => log.Log(LogLevel.Information, default, "state", null, static (_, _) => throw new InvalidOperationException("It was formatted."));
    }

    [Fact]
    public void Filters_OfAProviderAndACategory_HoldAsBefore()
    {
        using var rig = new RedactionRig(static logging => logging.AddFilter<RedactionRig.KeepingProvider>("Quiet", LogLevel.Error).AddFilter("Off", LogLevel.None), secrets: Canary);

        rig.Factory.CreateLogger("Quiet.One").LogWarning("not kept");
        rig.Factory.CreateLogger("Off").LogCritical("not kept");
        rig.Factory.CreateLogger("Quiet.One").LogError("kept");

        Assert.Equal("kept", Assert.Single(rig.Seen.Entries).Message);
        Assert.False(rig.Factory.CreateLogger("Off").IsEnabled(LogLevel.Critical));
    }

    [Fact]
    public void AddProvider_Later_IsGivenMaskedEntriesToo()
    {
        using var rig = new RedactionRig(secrets: Canary);
        var log = rig.Log;
        using var late = new RedactionRig.KeepingProvider();

        rig.Factory.AddProvider(late);
        log.LogInformation("late {Value}", Canary);

        Assert.Equal("late [secret]", Assert.Single(late.Entries).Message);
    }

    [Fact]
    public async Task K1_ARotation_IsFollowed()
    {
        var store = new InMemorySecretProvider();
        store.Set("db", ("user", "v-orders-4711"), ("password", "first-p4ssword"));
        await using var rig = new SecretRig(secrets => secrets.Add("store", _ => store), static services => services.AddLogging(static logging => logging.AddZeroTrustRedaction(static options => options.AllowedFields.Add("user"))));
        var log = rig.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Tests");
        var handle = rig.Secrets.GetHandle(SecretRef.Parse("secret://store/db"));
        await handle.GetAsync();
        Assert.Equal("[secret] v-orders-4711 second-p4ssword", Said("first-p4ssword v-orders-4711 second-p4ssword"));

        store.Set("db", ("user", "v-orders-4712"), ("password", "second-p4ssword"));
        await rig.AdvanceAsync(handle, TimeSpan.FromMinutes(2));
        Assert.Equal("[secret] [secret]", Said("first-p4ssword second-p4ssword"));

        // Zeroed a minute after the hour for which it was taken still, and then nobody knows it any more.
        await rig.AdvanceAsync(handle, TimeSpan.FromMinutes(62), TimeSpan.FromSeconds(10));
        Assert.Equal("first-p4ssword [secret]", Said("first-p4ssword second-p4ssword"));

        string Said(string text)
        {
            log.LogInformation("{Text}", text);
            return rig.Log[^1].Trim()[2..];
        }
    }

    [Fact]
    public async Task K3_AtTheEnd_NothingOfASecretIsLookedForOrKept()
    {
        var store = new InMemorySecretProvider();
        store.Set("db", Canary);
        SoughtValues values;
        await using (var rig = new SecretRig(secrets => secrets.Add("store", _ => store), static services => services.AddLogging(static logging => logging.AddZeroTrustRedaction())))
        {
            values = rig.Services.GetRequiredService<SoughtValues>();
            await rig.Secrets.GetHandle(SecretRef.Parse("secret://store/db")).GetAsync();
            Assert.Equal("[secret]", new TextRedactor(values, null).Redact(Canary));
        }

        Assert.Equal(Canary, new TextRedactor(values, null).Redact(Canary));
        Assert.Equal(0, values.Forms.Count);
    }

    [Fact]
    public void K3_ADisposedSecret_IsNoLongerKnown()
    {
        var values = new SoughtValues([]);
        using var secret = Secret.FromText(Canary);
        values.Set(values, [secret]);
        Assert.Equal("[secret]", new TextRedactor(values, null).Redact(Canary));

        secret.Dispose();

        // What is left of it finds nothing: it was no copy.
        Assert.Equal(Canary, new TextRedactor(values, null).Redact(Canary));
    }

    [Fact]
    public async Task K1_ValuesOfSettings_AreMasked()
    {
        var store = new InMemorySecretProvider();
        store.Set("smtp", Canary);
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("Smtp:Password", "secret://store/smtp")]);
        ((IConfigurationBuilder)configuration).AddSecretReferences(secrets => secrets.Add("store", _ => store));
        using var rig = new RedactionRig(logging => logging.Services.AddSingleton<IConfiguration>(configuration));

        rig.Log.LogInformation("{Password}", await Task.FromResult(configuration["Smtp:Password"]));

        Assert.Equal("[secret]", Assert.Single(rig.Seen.Entries).Message);
    }

    [Fact]
    public async Task Start_AnotherFactoryInItsPlace_StopsIt()
    {
        using var rig = new RedactionRig(static logging => logging.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance));
        var checking = (IHostedLifecycleService)rig.Services.GetServices<IHostedService>().Single(static service => service is RedactionCheck);

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => checking.StartingAsync(default));

        Assert.Contains("NullLoggerFactory", fault.Message, StringComparison.Ordinal);
        using var good = new RedactionRig();
        await good.Services.GetServices<IHostedService>().OfType<RedactionCheck>().Single().StartAsync(default);
    }

    [Fact]
    public void AddZeroTrustRedaction_Twice_AddsUp()
    {
        using var rig = new RedactionRig(static logging => logging.AddZeroTrustRedaction(static options => options.KeyPrefixes.Add("acme_")), secrets: Canary);

        rig.Log.LogInformation($"{Canary} acme_0123456789abcdefghij ztk_0123456789abcdefghij");

        Assert.Equal("[secret] [masked] [masked]", Assert.Single(rig.Seen.Entries).Message);
    }

    [Fact]
    public void AddZeroTrustRedaction_WhatCannotBe_IsNamed()
    {
        Assert.Throws<InvalidOperationException>(static () => new NoLogging().AddZeroTrustRedaction());
        using var rig = new RedactionRig(configure: static options =>
        {
            options.KeyPrefixes.Add("a");
            options.Secrets.Add(null!);
        });

        Assert.Equal(2, Assert.Throws<OptionsValidationException>(() => rig.Factory).Failures.Count());
    }

    private sealed class NoLogging : ILoggingBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();
    }

#pragma warning disable RCS1194 // It is thrown by nobody.
    private sealed class UnprintableException(bool text, bool data) : Exception
#pragma warning restore RCS1194
    {
        public override string Message => text ? throw new InvalidOperationException("It has none.") : "It is closed.";

        public override IDictionary Data => data ? throw new InvalidOperationException("Nor this.") : base.Data;

        public override string? Source
        {
            get => throw new InvalidOperationException("Nor this.");
            set => throw new InvalidOperationException($"It takes no {value}.");
        }
    }
}
