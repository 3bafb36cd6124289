using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Programs.Tests.Doctor;

/// <summary>The machine's nginx before a server, over HTTPS, with lines of a test in its configuration.</summary>
internal sealed class RunningNginx : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly RunningProgram nginx;

    private RunningNginx(TemporaryFolder folder, RunningProgram nginx)
    {
        this.folder = folder;
        this.nginx = nginx;
    }

    public static async Task<RunningNginx> StartAsync(ServedTandem tandem, int port, string location, string server)
    {
        var folder = new TemporaryFolder();
        folder.Write("nginx.conf", string.Create(CultureInfo.InvariantCulture, $$"""
            daemon off;
            pid {{folder.File("nginx.pid")}};
            events {}
            http {
              access_log off;
              proxy_cache_path {{folder.File("cache")}} keys_zone=all:1m;
              client_body_temp_path {{folder.File("body")}};
              proxy_temp_path {{folder.File("proxy")}};
              fastcgi_temp_path {{folder.File("fastcgi")}};
              uwsgi_temp_path {{folder.File("uwsgi")}};
              scgi_temp_path {{folder.File("scgi")}};
              server {
                listen 127.0.0.1:{{port}} ssl;
                ssl_certificate {{tandem.Certificate}};
                ssl_certificate_key {{tandem.Key}};
                {{server}}
                location / {
                  proxy_pass {{tandem.Url}};
                  {{location}}
                }
              }
            }
            """));
        // As root its workers would be another user, who cannot read this folder.
        string[] user = Environment.IsPrivilegedProcess ? ["-g", "user root;"] : [];
        var running = new RunningNginx(folder, RunningProgram.Start(new ProgramStart("nginx", ["-p", folder.Path + "/", "-c", "nginx.conf", "-e", "stderr", .. user], folder.Path)));
        await Eventually.IsTrueAsync(() => ListensAsync(port), about: running.nginx);
        return running;
    }

    public async ValueTask DisposeAsync()
    {
        await nginx.DisposeAsync();
        folder.Dispose();
    }

    private static async Task<bool> ListensAsync(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
