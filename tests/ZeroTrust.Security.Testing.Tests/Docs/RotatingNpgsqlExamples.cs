using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>What the pages show of databases with credentials that rotate.</summary>
internal static class RotatingNpgsqlExamples
{
    internal static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddZeroTrust(builder.Configuration.GetSection("ZeroTrust"))
            .AddSecrets(secrets => secrets.AddFiles("/etc/secrets"))
            .AddRotatingNpgsql("Host=db;Database=orders;SSL Mode=VerifyFull", "secret://files/orders-db");
    }

    internal static async Task<long> CountAsync(RotatingNpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("select count(*) from orders"); // database: RotatingNpgsqlDataSource, or DbDataSource
        var count = (long)(await command.ExecuteScalarAsync())!;
        return count;
    }
}
