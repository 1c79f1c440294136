using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Shop.Local;

namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>A connection with a client's certificate, of a real handshake over loopback, as Kestrel shows it to its requests.</summary>
internal sealed class MutualTlsConnection : IConnectionSocketFeature, ISslStreamFeature, IDisposable
{
    public const string Service = "orders";
    public const string SpiffeId = "spiffe://shop.internal/orders";

    private readonly DirectoryInfo _folder;
    private readonly SslStream _client;

    private MutualTlsConnection(DirectoryInfo folder, Socket socket, SslStream stream, SslStream client) =>
        (_folder, Socket, SslStream, _client) = (folder, socket, stream, client);

    /// <summary>The file with the authority that the client's certificate leads to.</summary>
    public string Bundle => Path.Combine(_folder.FullName, "ca.crt");

    public Socket Socket { get; }

    public SslStream SslStream { get; }

    /// <summary>Makes an authority and what it issues, and connects.</summary>
    public static MutualTlsConnection Open()
    {
        var folder = Directory.CreateTempSubdirectory("benchmark-");
        using var authority = new ThrowAwayCa();
        authority.WriteRoot(Path.Combine(folder.FullName, "ca.crt"));
        authority.WriteServer(Path.Combine(folder.FullName, "server"));
        authority.WriteClient(Path.Combine(folder.FullName, "client"), SpiffeId);
        return ConnectAsync(folder).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _client.Dispose();
        SslStream.Dispose();
        Socket.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<MutualTlsConnection> ConnectAsync(DirectoryInfo folder)
    {
        var (server, client) = (Read(folder, "server"), Read(folder, "client"));
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        var dialled = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await dialled.ConnectAsync(listener.LocalEndpoint);
        var accepted = await listener.AcceptSocketAsync();

        // Whether the certificate is good is what the service under measurement judges.
        var near = new SslStream(new NetworkStream(accepted), leaveInnerStreamOpen: false, static (_, certificate, _, _) => certificate is not null);
        var far = new SslStream(new NetworkStream(dialled, ownsSocket: true), leaveInnerStreamOpen: false, static (_, certificate, _, _) => certificate is not null);
        await Task.WhenAll(
            near.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server, ClientCertificateRequired = true }),
            far.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", ClientCertificates = [client] }));
        return new(folder, accepted, near, far);
    }

    private static X509Certificate2 Read(DirectoryInfo folder, string name) =>
        X509Certificate2.CreateFromPemFile(Path.Combine(folder.FullName, $"{name}.crt"), Path.Combine(folder.FullName, $"{name}.key"));
}
