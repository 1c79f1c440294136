namespace ZeroTrust.Security.InteropTests.Peers;

/// <summary>A test against rsyslog with TLS. Without it the test is skipped by name; <c>tests/run.sh</c> installs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RsyslogFactAttribute : FactAttribute
{
    public RsyslogFactAttribute()
    {
        if (RsyslogServer.Program is null)
        {
            Skip = "needs rsyslog with GnuTLS (Debian packages rsyslog, rsyslog-gnutls); tests/run.sh installs them";
        }
    }
}
