using System.Text;
using System.Text.Json;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tool;
using ZeroTrust.Security.Tool.Secrets;

namespace ZeroTrust.Security.Secrets.Development.Tests;

/// <summary>The command line, and the service that finds what it set.</summary>
public sealed class SecretCommandsTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("secrets-");
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task Set_FromStandardInput_IsWhatTheServiceFinds()
    {
        Assert.Equal(0, await RunAsync("p4ss wörd€\n", "set", "orders", "db#password"));
        await using var service = new Service("Development", _home.FullName, new ManualTimeProvider());

        Assert.Equal("p4ss wörd€", Text((await service.Handle("db#password").GetAsync()).Value));
        Assert.Equal("Set db#password.\n", Said(_output));
    }

    [Theory]
    [InlineData("value\n", "value", false)]
    [InlineData("value\r\n", "value", false)]
    [InlineData("value\n\n", "value\n", false)]
    [InlineData("value\n", "value\n", true)]
    [InlineData(" value ", " value ", false)]
    public async Task Set_ALineEnd_CountsOnlyWhenExact(string piped, string value, bool isExact)
    {
        Assert.Equal(0, await RunAsync(piped, ["set", "orders", "key", .. isExact ? new[] { "--exact" } : []]));
        await using var service = new Service("Development", _home.FullName, new ManualTimeProvider());

        Assert.Equal(value, Text((await service.Handle("key").GetAsync()).Value));
    }

    [Fact]
    public async Task K1_Set_FromAPrompt_ShowsNothingOfIt()
    {
        var keys = new Queue<ConsoleKeyInfo>("c4n4rx\by-Zq7\r".Select(static letter => new ConsoleKeyInfo(letter, letter switch { '\r' => ConsoleKey.Enter, '\b' => ConsoleKey.Backspace, _ => default }, false, false, false)));

        Assert.Equal(0, await RunAsync(new SecretInput(null, keys.Dequeue, _errors), "set", "orders", "key"));
        await using var service = new Service("Development", _home.FullName, new ManualTimeProvider());

        Assert.Equal("c4n4ry-Zq7", Text((await service.Handle("key").GetAsync()).Value));
        Assert.DoesNotContain("c4n4r", Said(_output) + Said(_errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_WithoutAValue_Ends65_AndChangesNothing()
    {
        Assert.Equal(65, await RunAsync("\n", "set", "orders", "key"));
        Assert.Equal(65, await RunAsync(new SecretInput(null, static () => new('\u001b', ConsoleKey.Escape, false, false, false), _errors), "set", "orders", "key"));
        Assert.Equal(65, await RunAsync(new string('x', SecretVersion.MaxBytes + 1), "set", "orders", "key"));

        Assert.Empty(new DevelopmentSecretStore("orders", _home.FullName).List());
    }

    [Fact]
    public async Task K1_Set_WithTheValueAsAnArgument_IsNoCommand_AndDoesNotRepeatIt()
    {
        Assert.Equal(64, await RunAsync("value", "set", "orders", "key", "c4n4ry-Zq7"));
        Assert.Equal(64, await RunAsync("value", "set", "orders", "key", "--value", "c4n4ry-Zq7"));
        Assert.Equal(64, await RunAsync("value", "set", "orders", "key=c4n4ry&Zq7"));

        Assert.DoesNotContain("c4n4ry", Said(_output) + Said(_errors), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_home.FullName, "orders.json")));
    }

    [Fact]
    public async Task K1_List_ShowsNamesAndDates_AndNoValue()
    {
        await RunAsync("c4n4ry-1", "set", "orders", "db#password");
        await RunAsync("c4n4ry-2", "set", "orders", "db#user");
        await RunAsync("c4n4ry-3", "set", "orders", "key");
        _output.GetStringBuilder().Clear();

        Assert.Equal(0, await RunAsync("", "list", "orders"));
        var lines = Said(_output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync("", "list", "orders", "--json"));

        Assert.EndsWith("Z  db #password #user", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("Z  key", lines[1], StringComparison.Ordinal);
        using var first = JsonDocument.Parse(Said(_output).Split('\n')[0]);
        Assert.Equal("db", first.RootElement.GetProperty("name").GetString());
        Assert.Equal(["password", "user"], first.RootElement.GetProperty("fields").EnumerateArray().Select(static field => field.GetString()!));
        Assert.DoesNotContain("c4n4ry", string.Concat(lines) + Said(_output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_Ends0_AndWhereThereIsNothing1()
    {
        await RunAsync("value", "set", "orders", "db#password");

        Assert.Equal(0, await RunAsync("", "remove", "orders", "db#password"));
        Assert.Equal(1, await RunAsync("", "remove", "orders", "db#password"));
        Assert.Equal(1, await RunAsync("", "remove", "orders", "db"));
    }

    [Theory]
    [InlineData("set", "orders", "../db")]
    [InlineData("set", "orders", "db#")]
    [InlineData("set", "../orders", "db")]
    [InlineData("remove", "orders", "a b")]
    [InlineData("list", "Orders")]
    [InlineData("set", "orders")]
    public async Task H11_ANameThatIsNone_Ends64(params string[] arguments)
    {
        Assert.Equal(64, await RunAsync("value", arguments));
        Assert.Empty(_home.GetFiles("*.json"));
    }

    [Fact]
    public async Task ADamagedFile_Ends66_AndStays()
    {
        await RunAsync("value", "set", "orders", "db");
        var file = Path.Combine(_home.FullName, "orders.json");
        await File.WriteAllTextAsync(file, "{");

        Assert.Equal(66, await RunAsync("value", "set", "orders", "db"));
        Assert.Equal(66, await RunAsync("", "list", "orders"));
        Assert.Equal("{", await File.ReadAllTextAsync(file));
    }

    private static string Text(Secret secret) => secret.Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes));

    private static string Said(StringWriter writer) => writer.ToString().ReplaceLineEndings("\n");

    private Task<int> RunAsync(string piped, params string[] arguments)
    {
        var input = new MemoryStream(Encoding.UTF8.GetBytes(piped));
        return RunAsync(new SecretInput(input, static () => throw new InvalidOperationException("Nobody sits there."), _errors), arguments);
    }

    private Task<int> RunAsync(SecretInput input, params string[] arguments) =>
        ZeroTrustTool.RunAsync(["secrets", .. arguments, "--directory", _home.FullName], new(_output, _errors, null, input), CancellationToken.None);
}
