namespace ZeroTrust.Security.Abstractions.Tests.Permissions;

public sealed class PermissionSetTests
{
    [Fact]
    public void Has_ComparesOrdinallyAndWhole()
    {
        var set = new PermissionSet(["orders:read"], [], ["profile"], ["admin"]);

        Assert.True(set.HasPermission("orders:read"));
        foreach (var near in new[] { "orders:readall", "orders:rea", "ORDERS:read", "orders:read ", "orders", "orders:*", "*", "" })
        {
            Assert.False(set.HasPermission(near), near);
        }
    }

    [Fact]
    public void Has_KeepsTheKindsApart()
    {
        var set = new PermissionSet(["a:p"], [], ["a:s"], ["a:r"]);

        Assert.False(set.HasPermission("a:s") || set.HasPermission("a:r"));
        Assert.False(set.HasScope("a:p") || set.HasScope("a:r"));
        Assert.False(set.HasRole("a:p") || set.HasRole("a:s"));
    }

    [Fact]
    public void Has_PatternFromALocalRole_CoversItsSegmentsOnly()
    {
        var set = new PermissionSet([], ["orders:*"], [], []);

        Assert.True(set.HasPermission("orders:read"));
        Assert.True(set.HasPermission("orders:items:read"));
        Assert.False(set.HasPermission("ordersall:read"));
        Assert.False(set.HasPermission("orders"));
        Assert.False(set.HasPermission("customers:read"));
    }

    [Fact]
    public void Has_StarFromALocalRole_CoversEveryPermissionButNoScopeOrRole()
    {
        var set = new PermissionSet([], ["*"], [], []);

        Assert.True(set.HasPermission("anything:at:all"));
        Assert.False(set.HasScope("anything:at:all"));
        Assert.False(set.HasRole("admin"));
    }

    [Fact]
    public void Has_StarFromAToken_IsAnOrdinaryName()
    {
        var set = new PermissionSet(["*", "orders:*"], [], [], []);

        Assert.False(set.HasPermission("orders:read"));
        Assert.False(set.HasPermission("*"));
        Assert.False(set.HasPermission("orders:*"));
    }
}
