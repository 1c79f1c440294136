using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Auditing;

namespace ZeroTrust.Security.AspNetCore.Resources;

/// <summary>Refuses a loaded resource: our answer, and an event beside the request's decision.</summary>
internal sealed class RefusalResult(Refusal refusal) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);

        var answer = httpContext.GetCaller().IsAuthenticated ? refusal : Refusal.NoCredential;
        httpContext.RequestServices.GetRequiredService<DecisionRecorder>().RecordResource(httpContext, answer);
        return httpContext.RequestServices.GetRequiredService<AnswerWriter>().WriteAsync(httpContext, answer, again: false);
    }
}
