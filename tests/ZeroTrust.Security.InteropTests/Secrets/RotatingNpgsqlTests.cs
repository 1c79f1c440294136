using System.Globalization;
using Npgsql;
using Xunit.Abstractions;
using ZeroTrust.Security.InteropTests.Peers;

namespace ZeroTrust.Security.InteropTests.Secrets;

[Collection(nameof(Alone))]
public sealed class RotatingNpgsqlTests(ITestOutputHelper output)
{
    private const int Swaps = 50;

    [PostgresFact]
    public async Task H10_UserAndPasswordSwappedFiftyTimesUnderLoad_NoCommandFails_AndOldConnectionsEndWithTheirLease()
    {
        await using var rig = await RotationRig.StartAsync();
        await using var load = new RotationLoad(rig.Source);
        await RotationRig.UntilAsync(() => Task.FromResult(load.IsAllOf(rig.Store.Current.UserName)), "all workers at work");
        var revoked = 0;
        for (var swap = 0; swap < Swaps && load.Faults.Count == 0; swap++)
        {
            var before = rig.Store.Current;
            if (swap % 5 == 4)
            {
                revoked++;
                await RevokeEarlyAsync(rig, before);
            }
            else
            {
                await rig.Store.IssueAsync();
                await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
                await rig.UntilHandleHasAsync(rig.Store.Current.Version);
            }

            await RotationRig.UntilAsync(() => Task.FromResult(load.IsAllOf(rig.Store.Current.UserName)), "all workers with the new credentials");
            await rig.AdvanceAsync(before.ExpiresAt - rig.Clock.GetUtcNow());
            await RotationRig.UntilAsync(async () => await rig.Store.SessionsOfAsync(before.UserName) == 0, "no session of the old user at the end of its lease");
            await rig.DropAsync(before);
        }

        await load.EndAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Swaps} swaps ({revoked} revoked early), {load.Commands} commands by {RotationLoad.Workers} workers, {load.Faults.Count} failed, {rig.Replacements} connections opened at the second try"));
        Assert.Empty(load.Faults);
        Assert.Equal(0, rig.FinalRefusals);
        Assert.True(rig.Replacements > 0);
        Assert.True(load.Commands > Swaps * RotationLoad.Workers);
    }

    [PostgresFact]
    public async Task OpenConnection_WithCredentialsThatAreRefused_TriesOthersOnce_AndNoMore()
    {
        await using var rig = await RotationRig.StartAsync();
        var before = rig.Store.Current;
        await rig.Store.RunAsync($"alter role {before.UserName} password 'changed'");
        await rig.AdvanceAsync(TimeSpan.FromSeconds(10));

        var refused = await Assert.ThrowsAsync<PostgresException>(async () => await rig.Source.OpenConnectionAsync());
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        Assert.Equal((1, 0), (rig.FinalRefusals, rig.Replacements));

        await rig.Store.IssueAsync(tell: false);
        await rig.AdvanceAsync(TimeSpan.FromSeconds(10));
        await using var connection = await rig.Source.OpenConnectionAsync();
        Assert.Equal((1, 1), (rig.FinalRefusals, rig.Replacements));
        Assert.Contains(rig.Store.Current.UserName, connection.ConnectionString, StringComparison.Ordinal);

        await rig.Store.IssueAsync(tell: false);
        await rig.Store.RunAsync($"alter role user_2 password 'changed'; alter role user_3 password 'changed'");
        rig.Source.Current.Clear();
        await rig.AdvanceAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<PostgresException>(async () => await rig.Source.OpenConnectionAsync());
        Assert.Equal((1, 2), (rig.FinalRefusals, rig.Replacements));
    }

    [PostgresFact]
    public async Task K1_ALoginThatIsRefused_TellsNoPassword_AtTraceLevel()
    {
        await using var rig = await RotationRig.StartAsync();
        var before = rig.Store.Current;
        await rig.Store.RunAsync($"alter role {before.UserName} nologin");
        await rig.AdvanceAsync(TimeSpan.FromSeconds(10));

        var refused = await Assert.ThrowsAsync<PostgresException>(async () => await rig.Source.OpenConnectionAsync());
        await rig.Store.IssueAsync(tell: false);
        await rig.AdvanceAsync(TimeSpan.FromSeconds(10));
        await using (await rig.Source.OpenConnectionAsync())
        {
            Assert.Contains(rig.Log, static line => line.StartsWith("5402 ", StringComparison.Ordinal));
            Assert.Contains(rig.Log, static line => line.StartsWith("5403 ", StringComparison.Ordinal));
            Assert.DoesNotContain(rig.Log, static line => line.Contains("canary-", StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain("canary-", refused.ToString(), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(rig.Log, line => line.StartsWith("54", StringComparison.Ordinal) && line.Contains(before.UserName, StringComparison.Ordinal));
        }
    }

    [PostgresFact]
    public async Task Rotation_ClosesIdleConnectionsAtOnce_AndThoseInUseAsTheyAreGivenBack()
    {
        await using var rig = await RotationRig.StartAsync();
        var before = rig.Store.Current;
        var held = await rig.Source.OpenConnectionAsync();
        await using (await rig.Source.OpenConnectionAsync())
        {
            Assert.Equal(2, await rig.Store.SessionsOfAsync(before.UserName));
        }

        await rig.Store.IssueAsync();
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        await rig.UntilHandleHasAsync("2");
        await RotationRig.UntilAsync(async () => await rig.Store.SessionsOfAsync(before.UserName) == 1, "the idle one closed, though nothing is opened");

        await rig.AdvanceAsync(RotationRig.Lease);
        Assert.Contains(rig.Log, static line => line.StartsWith("5401 ", StringComparison.Ordinal));
        await held.DisposeAsync();
        await RotationRig.UntilAsync(async () => await rig.Store.SessionsOfAsync(before.UserName) == 0, "the one in use closed as it is given back");
    }

    [PostgresFact]
    public async Task CreateConnection_BeforeARotation_OpensUntilItsCredentialsEnd_AndNotAfterwards()
    {
        await using var rig = await RotationRig.StartAsync();
        await using var early = rig.Source.CreateConnection();
        await using var late = rig.Source.CreateConnection();
        await rig.Store.IssueAsync();
        await rig.AdvanceAsync(TimeSpan.FromSeconds(1));
        await rig.UntilHandleHasAsync("2");
        _ = rig.Source.Current;

        await early.OpenAsync();
        await early.CloseAsync();
        await rig.AdvanceAsync(RotationRig.Lease);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => late.OpenAsync());
        await RotationRig.UntilAsync(async () => await rig.Store.SessionsOfAsync("user_1") == 0, "no session of the old user");
    }

    [PostgresFact]
    public async Task CreateCommand_ReadsWritesAndTakesParameters_AndGivesItsConnectionBack()
    {
        await using var rig = await RotationRig.StartAsync(options => options.Configure = static pool => pool.ConnectionStringBuilder.MaxPoolSize = 1);
        for (var time = 0; time < 3; time++)
        {
            await using var insert = rig.Source.CreateCommand("insert into public.work values ($1)");
            insert.Parameters.Add(new NpgsqlParameter { Value = 3 });
            Assert.Equal(1, await insert.ExecuteNonQueryAsync());
            await using var select = rig.Source.CreateCommand("select id from public.work where id = 3");
            await using var reader = await select.ExecuteReaderAsync();
            Assert.True(await reader.ReadAsync());
            await reader.CloseAsync();
            await using var wrong = rig.Source.CreateCommand("select nothing");
            await Assert.ThrowsAsync<PostgresException>(() => wrong.ExecuteReaderAsync());
            Assert.Throws<PostgresException>(wrong.ExecuteReader);
            Assert.Throws<PostgresException>(wrong.ExecuteScalar);
#pragma warning disable S6966 // It is what is tested.
            Assert.Equal(1, insert.ExecuteNonQuery());
#pragma warning restore S6966
        }
    }

    // The role is locked, and nobody says that there is another: connections that are made now are refused.
    private static async Task RevokeEarlyAsync(RotationRig rig, LeasingStore.Login before)
    {
        // In this order: a call that time sets off has the new ones, and a refusal may cause the next.
        await rig.Store.IssueAsync(tell: false);
        await rig.AdvanceAsync(TimeSpan.FromSeconds(6));
        await rig.Store.RunAsync($"alter role {before.UserName} nologin");
        rig.Source.Current.Clear();
        await rig.UntilHandleHasAsync(rig.Store.Current.Version);
    }
}
