using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Credentials;
using ZeroTrust.Security.AspNetCore.Rechecks;
using ZeroTrust.Security.AspNetCore.Tests.Hosting;
using ZeroTrust.Security.Testing;

namespace ZeroTrust.Security.AspNetCore.Tests.Rechecks;

/// <summary>What an open request is looked at for, with a stub for the token validator.</summary>
public sealed class OpenRequestsTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly StubTrust _trust = new();
    private readonly Channel<HttpContext> _running = Channel.CreateUnbounded<HttpContext>();
    private int _asked;

    [Fact]
    public async Task NothingChanged_ItGoesOn()
    {
        await using var site = await StartAsync();
        site.Tokens.Add("t", Callers.Service("orders", "payments:charge"));
        using var response = await OpenAsync(site, "/open", "t");

        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Empty(Ended(site));
        Assert.Equal(1, site.Services.GetRequiredService<OpenRequests>().Count);
    }

    [Theory]
    [InlineData(TokenFailure.Revoked, "invalid_token")]
    [InlineData(TokenFailure.KeysUnavailable, "keys_unavailable")]
    [InlineData(TokenFailure.RevocationsUnavailable, "state_unavailable")]
    public async Task TokenRefusedNow_EndsItWithinARound(TokenFailure failure, string code)
    {
        await using var site = await StartAsync();
        site.Tokens.Add("t", Callers.Service("orders", "payments:charge"));
        using var response = await OpenAsync(site, "/open", "t");
        var aborted = (await _running.Reader.ReadAsync()).RequestAborted;
        site.Tokens.Refuse("t", failure);

        _clock.Advance(OpenRequests.Interval - TimeSpan.FromTicks(1));
        Assert.Empty(Ended(site));
        _clock.Advance(TimeSpan.FromTicks(1));

        var ended = Assert.Single(Ended(site));
        Assert.Equal((code, failure.ToString(), "orders"), (ended.Code, ended.Reason, ended.Caller.Service?.Name));
        Assert.True(aborted.IsCancellationRequested);
    }

    [Fact]
    public async Task RulesOfTheEndpoint_AreAskedOfTheCallerOfNow()
    {
        await using var site = await StartAsync();
        _trust.Current = _trust.Current with { Callers = new Dictionary<string, IReadOnlyList<string>> { ["payments:charge"] = ["orders"] } };
        site.Tokens.Add("role", Callers.Service("orders", "payments:charge"));
        site.Tokens.Add("table", Callers.Service("orders", "payments:charge"));
        using var role = await OpenAsync(site, "/open", "role");
        using var table = await OpenAsync(site, "/table", "table");

        site.Tokens.Add("role", Callers.Service("orders"));
        _clock.Advance(OpenRequests.Interval);
        Assert.Equal("grant_missing", Assert.Single(Ended(site)).Reason);

        _trust.Current = _trust.Current with { Callers = new Dictionary<string, IReadOnlyList<string>>() };
        _clock.Advance(OpenRequests.Interval);
        Assert.Equal("caller_not_in_table", Ended(site)[^1].Reason);
    }

    [Fact]
    public async Task RuleInCode_IsAskedOnce()
    {
        await using var site = await StartAsync();
        site.Tokens.Add("t", Callers.User("alice"));
        using var response = await OpenAsync(site, "/code", "t");

        _clock.Advance(OpenRequests.Interval * 3);

        Assert.Equal(1, _asked);
        Assert.Empty(Ended(site));
    }

    [Fact]
    public async Task ProofBesideTheToken_IsJudgedAgain()
    {
        var key = new StubCompanion("X-Key", isOfRequest: true).With("k", Callers.Service("orders", "payments:charge"));
        await using var site = await StartAsync(key.AddTo);
        using var response = await OpenAsync(site, "/open", null, key: "k");

        key.With("k", Callers.Service("orders"));
        _clock.Advance(OpenRequests.Interval);

        Assert.Equal("grant_missing", Assert.Single(Ended(site)).Reason);
    }

    [Fact]
    public async Task WhatCannotBeDecided_DoesNotGoOn()
    {
        var proof = new ThrowingProof();
        await using var site = await StartAsync(builder => builder.Services.AddSingleton<ICompanionProof>(proof));
        site.Tokens.Add("t", Callers.Service("orders", "payments:charge"));
        using var response = await OpenAsync(site, "/open", "t");

        proof.Throws = true;
        _clock.Advance(OpenRequests.Interval);

        Assert.Equal("decision_failed", Assert.Single(Ended(site)).Reason);
    }

    [Fact]
    public async Task HandlerEndsWhileItIsLookedAt_TheRequestWaitsForTheLookAndIsNotEnded()
    {
        await using var site = await StartAsync();
        site.Tokens.Add("t", Callers.Service("orders", "payments:charge"));
        using var response = await OpenAsync(site, "/open", "t");
        var context = await _running.Reader.ReadAsync();
        var look = new TaskCompletionSource();
        site.Tokens.Wait = look.Task;
        site.Tokens.Refuse("t", TokenFailure.Revoked);

        _clock.Advance(OpenRequests.Interval);
        ((TaskCompletionSource)context.Items["end"]!).SetResult();
        while (site.Services.GetRequiredService<OpenRequests>().Count > 0)
        {
            await Task.Yield();
        }

        Assert.False(context.Items.ContainsKey("completed"));
        look.SetResult();
        Assert.Equal("begun", await response.Content.ReadAsStringAsync());
        Assert.Empty(Ended(site));
    }

    [Fact]
    public async Task HandlersView_IsNotTouched()
    {
        await using var site = await StartAsync();
        site.Tokens.Add("t", Callers.Service("orders", "payments:charge"));
        using var response = await OpenAsync(site, "/open", "t");
        var context = await _running.Reader.ReadAsync();
        var (caller, user) = (context.GetCaller(), context.User);

        site.Tokens.Add("t", Callers.Service("orders", "payments:charge", "payments:refund"));
        _clock.Advance(OpenRequests.Interval);

        Assert.Same(caller, context.GetCaller());
        Assert.Same(user, context.User);
    }

    private static List<AuditEvent> Ended(Site site) => [.. site.Trail.Events.Where(static e => e.Type == "access.ended")];

    private static async Task<HttpResponseMessage> OpenAsync(Site site, string path, string? token, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        if (key is not null)
        {
            request.Headers.Add("X-Key", key);
        }

        var response = await site.Client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.Is(HttpStatusCode.OK);
        return response;
    }

    private Task<Site> StartAsync(Action<WebApplicationBuilder>? configure = null) => Site.StartAsync(
        app =>
        {
            var open = app.MapGroup("").RecheckWhileOpen();
            open.MapGet("/open", StayAsync).RequirePermission("payments:charge");
            open.MapGet("/table", StayAsync).RequirePermission("payments:charge").AllowCallers();
            open.MapGet("/code", StayAsync).RequireThat((_, _) => Interlocked.Increment(ref _asked) == 1);
        },
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock).AddSingleton<ITrustModel>(_trust);
            configure?.Invoke(builder);
        });

    private async Task StayAsync(HttpContext http)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        http.Items["end"] = end;
        http.Response.OnCompleted(() =>
        {
            http.Items["completed"] = true;
            return Task.CompletedTask;
        });
        await http.Response.WriteAsync("begun", http.RequestAborted);
        _running.Writer.TryWrite(http);
        await end.Task.WaitAsync(http.RequestAborted);
    }

    private sealed class ThrowingProof : ICompanionProof
    {
        public bool Throws { get; set; }

        public bool IsOfRequest => false;

        public bool TakesBearer(ReadOnlySpan<char> text) => false;

        public ValueTask<CompanionVerdict> ProveAsync(HttpContext context, ReadOnlyMemory<char> bearer) =>
            Throws ? throw new InvalidOperationException("boom") : new(CompanionVerdict.None);

        public TokenProof BindingOf(HttpContext context) => default;
    }
}
