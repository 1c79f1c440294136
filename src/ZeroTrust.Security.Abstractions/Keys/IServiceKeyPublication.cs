namespace ZeroTrust.Security;

/// <summary>The public side of a service's ring, for the endpoints that publish it. Read for every request to them; threads may share it.</summary>
public interface IServiceKeyPublication
{
    /// <summary>What is to be published now.</summary>
    /// <value>Null before the ring is read, and while it was not read within its bound: then nothing is published.</value>
    ServiceKeyDocuments? Current { get; }
}
