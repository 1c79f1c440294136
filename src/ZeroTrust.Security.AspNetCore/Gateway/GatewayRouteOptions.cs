namespace ZeroTrust.Security;

/// <summary>The paths behind which one service stands. Bound from <c>ZeroTrust:Gateway:Routes:&lt;name&gt;</c>.</summary>
public sealed class GatewayRouteOptions
{
    /// <summary>The paths.</summary>
    /// <value>Such as <c>/orders</c>: they begin with a slash and end without one; <c>/</c> alone is every path. At least one; the longest of all routes that matches counts.</value>
    public IList<string> Paths { get; } = [];

    /// <summary>The service, as its tokens carry it in <c>aud</c>.</summary>
    /// <value>Null, the default, is the name of the route.</value>
    public string? Audience { get; set; }
}
