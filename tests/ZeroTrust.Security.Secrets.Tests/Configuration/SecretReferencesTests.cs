using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Tests.Configuration;

public sealed class SecretReferencesTests
{
    private readonly InMemorySecretProvider _store = new();

    [Fact]
    public void References_AreResolvedInEverySetting_ButOurOwn()
    {
        _store.Set("smtp", ("user", "u1"), ("password", "p1"));
        using var configuration = Build(new()
        {
            ["Smtp:User"] = "secret://store/smtp#user",
            ["Smtp:Password"] = "secret://store/smtp#password",
            ["Smtp:Host"] = "mail.internal",
            ["ZeroTrust:Pepper"] = "secret://store/missing",
            ["ZeroTrustier"] = "secret://store/smtp#user",
        });

        Assert.Equal(("u1", "p1", "mail.internal"), (configuration["Smtp:User"], configuration["smtp:password"], configuration["Smtp:Host"]));
        Assert.Equal("secret://store/missing", configuration["ZeroTrust:Pepper"]);
        Assert.Equal("u1", configuration["ZeroTrustier"]);
    }

    [Fact]
    public void Unresolvable_StopsTheStart_WithOneMessageForAll()
    {
        _store.Set("bytes", [0xff, 0xfe]);
        var missing = Assert.Throws<InvalidOperationException>(() => Build(new() { ["A"] = "secret://store/one", ["B"] = "secret://store/two" }));
        var wrong = Assert.Throws<InvalidOperationException>(() => Build(new() { ["A"] = "secret://store/../x", ["B"] = "secret://c4n4ry" }));
        var bytes = Assert.Throws<InvalidOperationException>(() => Build(new() { ["A"] = "secret://store/bytes" }));

        Assert.Contains("secret://store/one (for A)", missing.Message, StringComparison.Ordinal);
        Assert.Contains("secret://store/two (for B)", missing.Message, StringComparison.Ordinal);
        Assert.EndsWith(": A, B.", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c4n4ry", wrong.ToString(), StringComparison.Ordinal);
        Assert.Contains("is no text", bytes.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARotation_ChangesTheSetting_AndItsToken()
    {
        _store.Set("db", "one");
        var clock = new ManualTimeProvider();
        using var configuration = Build(new() { ["Db"] = "secret://store/db" }, clock);
        var reloaded = new TaskCompletionSource();
        configuration.GetReloadToken().RegisterChangeCallback(_ => reloaded.TrySetResult(), null);

        _store.Set("db", "two");
        clock.Advance(TimeSpan.FromSeconds(2));
        await reloaded.Task.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("two", configuration["Db"]);
    }

    [Fact]
    public async Task ARotation_ToWhatIsNoText_KeepsNoOtherFromChanging()
    {
        _store.Set("db", "one");
        _store.Set("mail", "one");
        var clock = new ManualTimeProvider();
        using var configuration = Build(new() { ["Db"] = "secret://store/db", ["Mail"] = "secret://store/mail" }, clock);
        var reloaded = new TaskCompletionSource();
        using var watch = ChangeToken.OnChange(configuration.GetReloadToken, () =>
        {
            if (configuration["Mail"] == "two")
            {
                reloaded.TrySetResult();
            }
        });

        _store.Set("db", [0xFF, 0xFE]);
        clock.Advance(TimeSpan.FromSeconds(2));
        _store.Set("mail", "two");
        clock.Advance(TimeSpan.FromSeconds(2));
        await reloaded.Task.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("one", configuration["Db"]);
    }

    [Fact]
    public void K3_GetMaskedDebugView_ShowsNoValueOfAStore()
    {
        _store.Set("db", "c4n4ry");
        using var configuration = Build(new() { ["Db"] = "secret://store/db", ["Host"] = "mail.internal", ["SMTP_PASSWORD"] = "c4n4ry", ["Database"] = "Host=db;Password=c4n4ry;Timeout=3" });

        var view = configuration.GetMaskedDebugView();

        Assert.Contains("Db=[secret]", view, StringComparison.Ordinal);
        Assert.Contains("mail.internal", view, StringComparison.Ordinal);
        Assert.Contains("Host=db;Password=[masked];Timeout=3", view, StringComparison.Ordinal);
        Assert.DoesNotContain("c4n4ry", view, StringComparison.Ordinal);
        Assert.Contains("c4n4ry", configuration.GetDebugView(), StringComparison.Ordinal);
    }

    [Fact]
    public void AddSecretReferences_ToTheManagerOfAnApplication_ReadsWhatIsBeforeIt()
    {
        System.Environment.SetEnvironmentVariable("ZT_REFERENCES_TEST", "value");
        using var manager = new ConfigurationManager();
        manager.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["A"] = "secret://env/TEST" });

        manager.AddSecretReferences(static stores => stores.AddEnvironment("ZT_REFERENCES_"));

        Assert.Equal("value", manager["A"]);
    }

    private ConfigurationRoot Build(Dictionary<string, string?> settings, TimeProvider? clock = null)
    {
        var builder = new ConfigurationBuilder().AddInMemoryCollection(settings);
        builder.Add(new SecretSettingsSource(stores => stores.Add("store", _ => _store), new() { StartTimeout = TimeSpan.Zero }, services => services.AddSingleton(clock ?? new ManualTimeProvider())));
        return (ConfigurationRoot)builder.Build();
    }
}
