using Microsoft.AspNetCore.SignalR;

namespace ZeroTrust.Security.AspNetCore.Tests.Ecosystem;

[RequirePermission("chat:join")]
public sealed class ChatHub : Hub
{
    public string Who() => $"{Context.User!.Identity!.Name} {Context.GetHttpContext()!.GetCaller().User!.Subject}";
}

/// <summary>Says on a method what no endpoint would ever see.</summary>
[RequirePermission("chat:join")]
public sealed class WrongHub : Hub
{
    [RequirePermission("chat:delete")]
    public Task Delete() => Clients.All.SendAsync("deleted");
}
