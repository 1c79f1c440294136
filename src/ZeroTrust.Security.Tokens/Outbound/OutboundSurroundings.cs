using Microsoft.Extensions.Logging;
using ZeroTrust.Security.Tokens.Validation;

namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>What every entry needs around it.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Clock">The same clock for each call: it may be some milliseconds ahead, never behind.</param>
/// <param name="Plan">When tokens are had anew.</param>
/// <param name="Metrics">Counts.</param>
/// <param name="Logger">The log.</param>
internal sealed record OutboundSurroundings(TimeProvider Time, RecentTime Clock, RenewalPlan Plan, OutboundMetrics Metrics, ILogger Logger)
{
    public static OutboundSurroundings Of(TimeProvider time, OutboundMetrics metrics, ILogger logger, RenewalPlan? plan = null) =>
        new(time, new(new ClockWatch(time, logger), RecentTime.TicksBeside(time)), plan ?? RenewalPlan.System, metrics, logger);
}
