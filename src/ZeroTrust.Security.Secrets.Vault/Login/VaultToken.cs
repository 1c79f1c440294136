using System.Text;

namespace ZeroTrust.Security.Secrets.Vault;

/// <summary>A token of Vault. Its value is sent to Vault, and comes out in no other way. Threads share it.</summary>
/// <param name="value">The value; it belongs to the token from now on.</param>
/// <param name="isOwn">Whether it was made for this service alone, which revokes it at its end.</param>
/// <param name="firstLife">What it had when it was new; null where it has no end.</param>
/// <param name="hadAt">When it was had, since the keeper began.</param>
internal sealed class VaultToken(Secret value, bool isOwn, TimeSpan? firstLife, TimeSpan hadAt) : IDisposable
{
    private TokenLife _life = new(null, null, IsRenewable: false);

    public bool IsOwn => isOwn;

    /// <summary>What it had when it was new: a renewal that gives less than half of it has come up to the longest life it may have.</summary>
    public TimeSpan? FirstLife => firstLife;

    public TimeSpan HadAt => hadAt;

    /// <summary>How long it lives, as Vault last said.</summary>
    public TokenLife Life
    {
        get => Volatile.Read(ref _life);
        set => Volatile.Write(ref _life, value);
    }

    /// <summary>Puts it into a request.</summary>
    /// <exception cref="ObjectDisposedException">It is over, or the service ends.</exception>
    public void AddTo(HttpRequestMessage request, string header) =>
        request.Headers.TryAddWithoutValidation(header, value.Reveal(0, static (bytes, _) => Encoding.ASCII.GetString(bytes)));

    public void Dispose() => value.Dispose();

    public override string ToString() => "[secret]";
}
