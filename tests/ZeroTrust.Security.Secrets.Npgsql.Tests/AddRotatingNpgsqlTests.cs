using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.Secrets.Npgsql.Tests;

public sealed class AddRotatingNpgsqlTests
{
    private const string Database = "Host=127.0.0.1;Database=orders";
    private const string Reference = "secret://memory/orders";

    [Theory]
    [InlineData("Host=db;Password=canary-4711")]
    [InlineData("Host=db;pwd=canary-4711;Username=orders")]
    [InlineData("nonsense=canary-4711")]
    public void ConnectionString_WithAPassword_OrNone_IsRefused_AndNotRepeated(string connectionString)
    {
        var fault = Assert.ThrowsAny<ArgumentException>(() => Builder().AddRotatingNpgsql(connectionString, Reference));

        Assert.DoesNotContain("canary-4711", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_ThatIsNone_IsRefused_AndNotRepeated()
    {
        var fault = Assert.Throws<FormatException>(() => Builder().AddRotatingNpgsql(Database, "canary-4711"));

        Assert.DoesNotContain("canary-4711", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_OfOneField_WithoutAUserInTheConnectionString_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Builder().AddRotatingNpgsql(Database, Reference + "#password"));

        Builder().AddRotatingNpgsql(Database + ";Username=orders", Reference + "#password");
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(86_401)]
    [InlineData(-1)]
    public void DrainTimeout_OutsideOfItsRange_IsRefused(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Builder().AddRotatingNpgsql(Database, Reference, options => options.DrainTimeout = TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task Start_WithoutAField_NamesIt()
    {
        var store = new InMemorySecretProvider();
        store.Set("orders", ("username", "orders"), ("token", "canary-4711"));
        await using var services = With(store);

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(services));

        Assert.Contains("secret://memory/orders (for the database 127.0.0.1/orders): malformed. It lacks password.", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-4711", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataSource_IsTheContainersDbDataSource_AndSaysNoCredentials()
    {
        var store = new InMemorySecretProvider();
        store.Set("orders", ("username", "user-4711"), ("password", "canary-4711"));
        await using var services = With(store);
        await StartAsync(services);

        var source = services.GetRequiredService<RotatingNpgsqlDataSource>();

        Assert.Same(source, services.GetRequiredService<DbDataSource>());
        Assert.Equal(Database, source.ConnectionString);
        await using var connection = source.CreateConnection();
        Assert.Contains("user-4711", connection.ConnectionString, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-4711", connection.ConnectionString, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-4711", source.Current.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataSource_WithoutSecrets_SaysWhatIsMissing()
    {
        await using var services = Build(Builder().AddRotatingNpgsql(Database, Reference));

        var fault = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<RotatingNpgsqlDataSource>());

        Assert.Contains("AddSecrets", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataSource_OfAKey_IsFoundByIt()
    {
        var store = new InMemorySecretProvider();
        store.Set("orders", ("user", "orders"), ("pass", "x"));
        await using var services = With(store, options => (options.UserNameField, options.PasswordField) = ("user", "pass"), "ledger");
        await StartAsync(services);

        Assert.Null(services.GetService<RotatingNpgsqlDataSource>());
        Assert.Same(services.GetRequiredKeyedService<RotatingNpgsqlDataSource>("ledger"), services.GetRequiredKeyedService<DbDataSource>("ledger"));
    }

    [Fact]
    public async Task Rotation_TakesTheNextVersion_AndNoneThatLacksAField()
    {
        var store = new InMemorySecretProvider();
        store.Set("orders", ("username", "user-1"), ("password", "x"));
        await using var services = With(store);
        await StartAsync(services);
        var source = services.GetRequiredService<RotatingNpgsqlDataSource>();
        var handle = services.GetRequiredService<ISecrets>().GetHandle(SecretRef.Parse(Reference));
        Assert.Contains("Username=user-1", source.Current.ConnectionString, StringComparison.Ordinal);

        store.Set("orders", ("username", "user-2"), ("password", "x"));
        services.GetRequiredService<ManualTimeProvider>().Advance(TimeSpan.FromSeconds(10));
        Assert.NotNull(await handle.ReplaceAsync(handle.Current));
        var second = source.Current;
        Assert.Contains("Username=user-2", second.ConnectionString, StringComparison.Ordinal);

        store.Set("orders", ("username", "user-3"), ("comment", "x"));
        services.GetRequiredService<ManualTimeProvider>().Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await handle.ReplaceAsync(handle.Current));
        Assert.Same(second, source.Current);

        store.Set("orders", ("username", "user-2"), ("password", "x"), ("comment", "another"));
        services.GetRequiredService<ManualTimeProvider>().Advance(TimeSpan.FromMinutes(2));
        await handle.ReplaceAsync(handle.Current);
        Assert.True(handle.Current.Fields.ContainsKey("comment"));
        Assert.Same(second, source.Current);
    }

    [Fact]
    public async Task OpenConnection_AfterTheEnd_Throws()
    {
        var store = new InMemorySecretProvider();
        store.Set("orders", ("username", "orders"), ("password", "x"));
        await using var services = With(store);
        await StartAsync(services);
        var source = services.GetRequiredService<RotatingNpgsqlDataSource>();
        await source.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await source.OpenConnectionAsync());
        Assert.Throws<ObjectDisposedException>(source.CreateConnection);
    }

    private static ServiceProvider With(InMemorySecretProvider store, Action<RotatingNpgsqlOptions>? configure = null, object? key = null) =>
        Build(Builder().AddSecrets(secrets => secrets.Add("memory", _ => store)).AddRotatingNpgsql(Database, Reference, configure, key));

    private static IZeroTrustBuilder Builder() =>
        new ServiceCollection().AddSingleton<ManualTimeProvider>().AddSingleton<TimeProvider>(static services => services.GetRequiredService<ManualTimeProvider>()).AddZeroTrustCore();

    private static ServiceProvider Build(IZeroTrustBuilder builder) => builder.Services.BuildServiceProvider();

    private static async Task StartAsync(ServiceProvider services)
    {
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(default);
        }
    }
}
