using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Authorization;

namespace ZeroTrust.Security;

/// <summary>
/// Says who may call an endpoint or a group of endpoints. Declarations add up: all must hold. Mistakes in them (an empty list, wrong
/// syntax, an unknown role, a route value that the route has not) stop the start, all named in one message.
/// </summary>
public static class EndpointAccessExtensions
{
    /// <summary>Every one of the permissions must be held, by a user or a service.</summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="permissions">At least one, such as <c>orders:read</c>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, params string[] permissions)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new RequirePermissionAttribute(permissions));

    /// <summary>At least one of the permissions must be held, by a user or a service.</summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="permissions">At least one, such as <c>orders:read</c>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder RequireAnyPermission<TBuilder>(this TBuilder builder, params string[] permissions)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new RequireAnyPermissionAttribute(permissions));

    /// <summary>Every one of the OAuth scopes must be in the token (RFC 6749 §3.3).</summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="scopes">At least one.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, params string[] scopes)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new RequireScopeAttribute(scopes));

    /// <summary>A user who holds every one of the roles.</summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="roles">At least one.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder RequireRole<TBuilder>(this TBuilder builder, params string[] roles)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new RequireRoleAttribute(roles));

    /// <summary>The user whose subject stands in the route, as the owner authority's tokens name it.</summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="routeValue">The route parameter that holds the subject.</param>
    /// <returns>A builder on which <c>OrPermission</c> gives the rule an alternative.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static OwnerRuleBuilder<TBuilder> RequireOwner<TBuilder>(this TBuilder builder, string routeValue)
        where TBuilder : IEndpointConventionBuilder
    {
        var rule = new RequireOwnerAttribute(routeValue);
        return new(builder.Declare(rule), rule);
    }

    /// <summary>A caller of the tenant that stands in the route, as the tenant authority's tokens name it.</summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="routeValue">The route parameter that holds the tenant.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder RequireTenant<TBuilder>(this TBuilder builder, string routeValue)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new RequireTenantAttribute(routeValue));

    /// <summary>Any proven caller, user or service.</summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder RequireAuthenticatedCaller<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new RequireAuthenticatedCallerAttribute());

    /// <summary>A proven user; a service that speaks only for itself is refused.</summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder RequireUser<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new RequireUserAttribute());

    /// <summary>
    /// A service proven by its own credential; a user alone is refused. Which one has to be said too (<c>AllowCallers</c>,
    /// <c>AllowAnyService</c>), or what it must hold (<c>RequirePermission</c>).
    /// </summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder RequireService<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new RequireServiceAttribute());

    /// <summary>
    /// A service proven by its client certificate: that of the connection, or one passed on by a proven proxy. A token or an API key alone is
    /// refused. Needs <c>AddClientCertificates</c>. Which service has to be said too, as for <see cref="RequireService"/>.
    /// </summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder RequireClientCertificate<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new RequireClientCertificateAttribute());

    /// <summary>Only tokens issued to one of the named OAuth clients. It says which application asks, and proves no service.</summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="clients">At least one client id.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder RequireClient<TBuilder>(this TBuilder builder, params string[] clients)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new RequireClientAttribute(clients));

    /// <summary>Only the named services, each proven by its own credential.</summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="services">At least one service name.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder AllowCallers<TBuilder>(this TBuilder builder, params string[] services)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new AllowCallersAttribute(services));

    /// <summary>
    /// Only the services that <c>ZeroTrust:Callers</c> lists under every permission the endpoint requires; of
    /// <c>RequireAnyPermission</c>, under one that the caller holds. A permission without an entry lets no service in.
    /// </summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder AllowCallers<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new AllowCallersAttribute());

    /// <summary>Any service that is proven by its own credential, whichever it is. Prefer <c>AllowCallers</c>.</summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder AllowAnyService<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new AllowAnyServiceAttribute());

    /// <summary>A proven caller for whom the rule holds. It runs after every other declaration has held.</summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="rule">Returns whether the caller may go on. Anything but <see langword="true"/> refuses.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="rule"/> is null.</exception>
    public static TBuilder RequireThat<TBuilder>(this TBuilder builder, Func<Caller, HttpContext, bool> rule)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(rule);
        return builder.Declare(new RequireThatAttribute((caller, http) => new(rule(caller, http))));
    }

    /// <summary>A proven caller for whom the rule holds. It runs after every other declaration has held.</summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="rule">Returns whether the caller may go on. Anything but <see langword="true"/> refuses.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="rule"/> is null.</exception>
    public static TBuilder RequireThat<TBuilder>(this TBuilder builder, Func<Caller, HttpContext, ValueTask<bool>> rule)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(rule);
        return builder.Declare(new RequireThatAttribute(rule));
    }

    /// <summary>
    /// The endpoint may answer for long, as one that streams does: its caller is looked at again while a request is open, at the end of
    /// its token and every ten seconds, and the request is cut once it would be refused. WebSockets, hubs, gRPC calls and endpoints that
    /// are known to send server-sent events are without it.
    /// </summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder RecheckWhileOpen<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new RecheckWhileOpenAttribute());

    /// <summary>
    /// What is promised of the allowed decisions. Under <see cref="AuditClass.Required"/> each is on stable storage before the handler runs, and
    /// where that cannot be the answer is 503 <c>audit_unavailable</c>; without a journal it stops the start. The nearest declaration counts:
    /// an endpoint's before its group's, and either before what the settings say of the type <c>access</c>.
    /// </summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="auditClass">One of the three.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder AuditAs<TBuilder>(this TBuilder builder, AuditClass auditClass)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new AuditAsAttribute(auditClass));

    /// <summary>
    /// Records only some of the allowed decisions, evenly spread; denials and failures are recorded whole. The nearest declaration counts, and
    /// either before the setting <c>ZeroTrust:RecordAllowed</c>. Beside <see cref="AuditClass.Required"/> it stops the start.
    /// </summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="fraction">0 for none to 1 for all.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder RecordAllowed<TBuilder>(this TBuilder builder, double fraction)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new RecordAllowedAttribute(fraction));

    /// <summary>Anybody may call, for the reason given. A token that is sent all the same must be valid.</summary>
    /// <typeparam name="TBuilder">The kind of endpoint builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="reason">Why, for the report.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static TBuilder AllowAnonymousBecause<TBuilder>(this TBuilder builder, string reason)
        where TBuilder : IEndpointConventionBuilder => builder.Declare(new AllowAnonymousBecauseAttribute(reason));

    private static TBuilder Declare<TBuilder>(this TBuilder builder, AccessAttribute declaration)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint => endpoint.Metadata.Add(declaration));
        return builder;
    }
}
