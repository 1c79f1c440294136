using System.Net;
using System.Net.Sockets;

namespace Shop.Local;

/// <summary>Ports that nobody listens on. A service's name for itself holds its port, so they are chosen before the services start.</summary>
internal static class FreePorts
{
    public static int[] Find(int count)
    {
        // Held together, so that no two are the same.
        var listeners = Enumerable.Range(0, count).Select(static _ => new TcpListener(IPAddress.Loopback, port: 0)).ToArray();
        foreach (var listener in listeners)
        {
            listener.Start();
        }

        int[] ports = [.. listeners.Select(static listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        foreach (var listener in listeners)
        {
            listener.Dispose();
        }

        return ports;
    }
}
