using Microsoft.AspNetCore.Builder;
using ZeroTrust.Security.AspNetCore.Pipeline;

namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>Where the gateway stands in the pipeline. What is wrong with it is for the check at start.</summary>
internal static class GatewayPlace
{
    public static void Claim(IApplicationBuilder app, PipelineRegistry registry)
    {
        registry.HasGateway = true;
        if (PipelineMarks.IsProtected(app))
        {
            registry.Faults.Add("UseZeroTrustGateway stands behind UseZeroTrust: put it before, so that nothing is decided or run by what a client has sent.");
        }
        else if (PipelineMarks.IsRouted(app))
        {
            registry.Faults.Add("UseZeroTrustGateway stands behind UseRouting: remove UseRouting, since UseZeroTrust routes itself, or put it behind the gateway.");
        }
    }
}
