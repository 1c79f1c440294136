using System.Buffers.Text;
using System.Text;
using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Outbound;

namespace ZeroTrust.Security.Tokens.Tests.Outbound;

public sealed class FileTokensTests : IDisposable
{
    private static readonly ServiceTokenRequest Request = new() { Audience = "payments" };

    private readonly ManualTimeProvider _clock = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string File => Path.Combine(_folder.FullName, "token");

    [Fact]
    public async Task Get_ProjectedToken_EndsWithItsExp()
    {
        Write(Token("""["payments"]""", _clock.GetUtcNow().AddHours(1)) + "\n");

        var sourced = await new FileTokens("payments", File).GetAsync(Request, default);

        Assert.Equal(_clock.GetUtcNow().AddHours(1), sourced.Token.ExpiresAt);
        Assert.DoesNotContain('\n', sourced.Token.Reveal());
        Assert.Equal(FileTokens.Poll, sourced.LookAgainAfter);
    }

    [Theory]
    [InlineData("\"orders\"")]
    [InlineData("[\"https://kubernetes.default.svc\"]")]
    [InlineData("[]")]
    [InlineData("[\"pay\",\"paymentsx\"]")]
    public async Task H5_Get_TokenForAnotherAudience_IsNotSent(string audience)
    {
        Write(Token(audience, _clock.GetUtcNow().AddHours(1)));

        var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => new FileTokens("payments", File).GetAsync(Request, default));
        Assert.Equal(ServiceTokenFailure.SourceAnswerInvalid, fault.Failure);
    }

    [Fact]
    public async Task Get_FileThatIsNoToken_IsRefusedAndNotShown()
    {
        var good = Token("\"payments\"", _clock.GetUtcNow().AddHours(1));
        foreach (var text in (string[])["", "hunter2", "a.b.c", good[..good.LastIndexOf('.')], good + "\nmore", new('a', FileToken.MaxBytes + 1), Token("\"payments\"", null)])
        {
            Write(text);
            var fault = await Assert.ThrowsAsync<ServiceTokenException>(() => new FileTokens("payments", File).GetAsync(Request, default));
            Assert.Equal(ServiceTokenFailure.SourceAnswerInvalid, fault.Failure);
            Assert.DoesNotContain("hunter2", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Entry_FileIsSwappedByALink_IsSeenWithinSeconds_AndABrokenOneChangesNothing()
    {
        var first = Token("\"payments\"", _clock.GetUtcNow().AddHours(1));
        var second = Token("\"payments\"", _clock.GetUtcNow().AddHours(2));
        Swap("..1", first);
        using var entry = Entry();
        Assert.Equal(first, await GetAsync(entry));

        Swap("..2", second);
        Assert.Equal(second, await AfterPollAsync(entry));

        Swap("..3", "half a tok");
        Assert.Equal(second, await AfterPollAsync(entry));
        Assert.Equal(second, await AfterPollAsync(entry));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Token(string audience, DateTimeOffset? end) => string.Join(
        '.', ((string[])["{\"alg\":\"ES256\"}", $"{{\"aud\":{audience}{(end is null ? "" : $",\"exp\":{end.Value.ToUnixTimeSeconds()}")}}}", "signature"])
            .Select(static part => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part))));

    private static async Task<string> GetAsync(TokenEntry entry) => (await entry.GetAsync(Request, CancellationToken.None)).Reveal();

    private async Task<string> AfterPollAsync(TokenEntry entry)
    {
        // The first call past the interval gives what is at hand and has the file read; the next one sees it.
        _clock.Advance(FileTokens.Poll);
        await GetAsync(entry);
        await entry.Flight;
        return await GetAsync(entry);
    }

    private TokenEntry Entry() => new(
        new TokenFetch("payments", new FileTokens("payments", File), OutboundSurroundings.Of(_clock, new OutboundMetrics(), new Issuers.TestLog(), new RenewalPlan(() => 0))), Request, null);

    private void Write(string text) => System.IO.File.WriteAllText(File, text);

    // As the kubelet does: a folder for each version, and one link that is replaced at once.
    private void Swap(string version, string text)
    {
        var folder = _folder.CreateSubdirectory(version);
        System.IO.File.WriteAllText(Path.Combine(folder.FullName, "token"), text);
        var link = Path.Combine(_folder.FullName, "..new");
        Directory.CreateSymbolicLink(link, version);
        if (!System.IO.File.Exists(File))
        {
            System.IO.File.CreateSymbolicLink(File, Path.Combine("..data", "token"));
        }

        Rename(link, Path.Combine(_folder.FullName, "..data"));
    }

    private static void Rename(string from, string to)
    {
        if (Directory.Exists(to))
        {
            Directory.Delete(to);
        }

        Directory.Move(from, to);
    }
}
