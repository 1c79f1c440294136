using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.Tokens.Recipients;

/// <summary>Begins to fetch the recipients' keys as the host starts. It does not wait for them: a recipient that is down keeps nobody from starting.</summary>
/// <param name="services">The keys are asked for when they are needed: before that the settings of every package are checked.</param>
internal sealed class RecipientStartup(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        (services.GetRequiredService<IRecipientKeys>() as RecipientKeys)?.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
