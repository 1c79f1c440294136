using ZeroTrust.Security.Testing;

namespace Orders.Demo.Rows;

/// <summary>The people of the demo, each with the role in their token.</summary>
internal static class People
{
    public static FakeCaller Alice(FakeTokenIssuer issuer) => issuer.User("alice").WithRoles("customer");

    public static FakeCaller Sam(FakeTokenIssuer issuer) => issuer.User("sam").WithRoles("support_agent");

    public static FakeCaller Rita(FakeTokenIssuer issuer) => issuer.User("rita").WithRoles("support_agent");

    public static FakeCaller Ada(FakeTokenIssuer issuer) => issuer.User("ada").WithRoles("admin");

    public static DemoRequest As(this DemoRequest request, FakeCaller caller) => request.Bearer(caller.Token().Build());
}
