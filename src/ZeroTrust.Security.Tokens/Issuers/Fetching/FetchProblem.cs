using System.Net.Http.Headers;
using System.Security.Authentication;

namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Says why a server's answer is not taken, for the operator.</summary>
internal static class FetchProblem
{
    /// <summary>What is wrong with a body before it is read; null when nothing is.</summary>
    public static string? Find(HttpContentHeaders content)
    {
        // Nothing compressed was asked for: a body that would have to be expanded is refused before it can grow.
        if (content.ContentEncoding.Count > 0)
        {
            return "The server compressed the document, which it was not asked to.";
        }

        return content.ContentType is { MediaType: "text/html" or "application/xhtml+xml" } ? "The server answered with a web page." : null;
    }

    /// <summary>The platform's own words, never the server's.</summary>
    public static string Explain(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressRefusedException)
            {
                return cause.Message;
            }

            if (cause is AuthenticationException)
            {
                return $"The server's certificate was refused: {cause.Message}";
            }
        }

        return exception is HttpRequestException http ? $"The fetch failed ({http.HttpRequestError})." : $"The fetch failed: {exception.Message}";
    }
}
