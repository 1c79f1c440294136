using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ZeroTrust.Security.AspNetCore.Tests.Ecosystem;

[ApiController]
[Route("mvc/orders")]
[RequirePermission("orders:read")]
public sealed class OrdersController : ControllerBase
{
    [HttpGet]
    public string List() => $"orders of {HttpContext.GetCaller().User!.Subject}";

    [HttpDelete("{id}")]
    [RequirePermission("orders:delete")]
    public IActionResult Delete(string id) => Content($"deleted {id}");

    [HttpGet("of/{userId}")]
    [RequireOwner("userId", OrPermission = "customers:read")]
    public IActionResult Of(string userId) => Content($"orders of {userId}");
}

[ApiController]
[Route("mvc/plain")]
public sealed class PlainController : ControllerBase
{
    [HttpGet("authorize")]
    [Authorize(Roles = "support_agent")]
    public string Authorized() => User.Identity!.Name!;

    [HttpGet("open")]
    [AllowAnonymousBecause("a test")]
    public IActionResult Open() => Content("open");

    [HttpGet("undeclared")]
    public IActionResult Undeclared() => Content("ran");
}
