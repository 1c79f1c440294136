namespace ZeroTrust.Security;

/// <summary>
/// Is told of alerts as they are raised: a pager, a chat, a ticket. Each has a bounded queue of its own, so that one that hangs or throws holds up nobody; what does not fit is counted and not
/// sent, and every alert is in the journal all the same.
/// </summary>
public interface IAlertSink
{
    /// <summary>Sends an alert. One call at a time, from a thread of the pool. What it throws is counted and logged; the alert is not sent again.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="cancellationToken">Cancelled when the call takes longer than ten seconds, or the service ends.</param>
    /// <returns>Complete when it is sent.</returns>
    ValueTask SendAsync(DetectionAlert alert, CancellationToken cancellationToken);
}
