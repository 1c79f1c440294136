using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.Testing;

/// <summary>Tokens for clients that prove themselves (RFC 6749 §4.4); errors as RFC 6749 §5.2 has them.</summary>
internal sealed class TokenEndpoint(FakeTokenIssuer issuer)
{
    public async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.HasFormContentType)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "invalid_request").ConfigureAwait(false);
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        if (!ClientCredential.TryRead(context.Request.Headers.Authorization, form, out var credential))
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "invalid_request").ConfigureAwait(false);
            return;
        }

        if (issuer.FindClient(credential.Id) is not { } client || !credential.Proves(client))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"token\"";
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "invalid_client").ConfigureAwait(false);
            return;
        }

        if (form["grant_type"] != "client_credentials")
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "unsupported_grant_type").ConfigureAwait(false);
            return;
        }

        await GrantAsync(context, client, form["scope"].ToString()).ConfigureAwait(false);
    }

    private Task GrantAsync(HttpContext context, FakeClient client, string asked)
    {
        var scopes = asked.Length == 0 ? client.Scopes : asked.Split(' ');
        if (scopes.Except(client.Scopes, StringComparer.Ordinal).Any())
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "invalid_scope");
        }

        return WriteAsync(context, StatusCodes.Status200OK, new()
        {
            ["access_token"] = TokenFor(client, scopes),
            ["token_type"] = "Bearer",
            ["expires_in"] = (long)issuer.TokenLifetime.TotalSeconds,
            ["scope"] = string.Join(' ', scopes),
        });
    }

    private string TokenFor(FakeClient client, IReadOnlyList<string> scopes)
    {
        var token = issuer.Token().ForService(client.Id).WithAudience(client.Audience ?? issuer.Audience);
        if (scopes.Count > 0)
        {
            token.WithScopes(scopes);
        }

        if (client.Permissions.Count > 0)
        {
            token.WithPermissions(client.Permissions);
        }

        if (client.Roles.Count > 0)
        {
            token.WithRoles(client.Roles);
        }

        return token.Build();
    }

    private static Task RefuseAsync(HttpContext context, int status, string error) =>
        WriteAsync(context, status, new() { ["error"] = error });

    private static Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
