using Microsoft.AspNetCore.Mvc;

namespace ZeroTrust.Security.Testing.Tests.Docs;

[ApiController]
[Route("customers/{customerId}")]
[RequirePermission("orders:read")]
public sealed class CustomersController : ControllerBase
{
    [HttpGet("orders")]
    [RequireOwner("customerId", OrPermission = "customers:read")]
    public IActionResult List(string customerId) => Ok(customerId);
}
