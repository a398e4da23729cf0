using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Handrail.Server.Tests.Harness;

/// <summary>A mail server on this machine, which keeps what it is given.</summary>
public sealed class Mailbox : IAsyncDisposable
{
    readonly ConcurrentQueue<MimeMessage> _messages = new();
    CancellationTokenSource? _open;
    Task _serving = Task.CompletedTask;

    public int Port { get; } = FreePort();

    /// <summary>The only one it lets in; null lets everybody in.</summary>
    public string? Password { get; set; }

    /// <summary>What it answers when it has a message; null when it takes it.</summary>
    public string? Refusal { get; set; }

    /// <summary>With it, it offers STARTTLS.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>All it was given, oldest first.</summary>
    public IReadOnlyList<MimeMessage> Messages => [.. _messages];

    public IReadOnlyList<MimeMessage> To(string address) => [.. _messages.Where(message => message.To.Mailboxes.Any(mailbox => mailbox.Address == address))];

    /// <summary>What a server is told to send its mail here.</summary>
    public (string, string)[] Settings(string security = "none") =>
    [
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Mail:Security", security), ("Mail:From", "handrail@northwind.example"),
        ("Mail:User", "handrail"), ("Mail:Password", "the right one"), ("PublicUrl", "https://handrail.northwind.example/"),
    ];

    public static async Task<Mailbox> Open(string? password = "the right one")
    {
        var mailbox = new Mailbox { Password = password };
        await mailbox.Open();
        return mailbox;
    }

    public async Task Open()
    {
        _open = new CancellationTokenSource();
        var options = new SmtpServerOptionsBuilder().ServerName("mail.northwind.example")
            .Endpoint(endpoint =>
            {
                endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).AllowUnsecureAuthentication().AuthenticationRequired(Password is not null);
                if (Certificate is not null) endpoint.Certificate(Certificate);
            }).Build();
        var parts = new ServiceProvider();
        parts.Add(new Keep(this));
        parts.Add(new Doorkeeper(this));
        _serving = new SmtpServer.SmtpServer(options, parts).StartAsync(_open.Token);
        // It listens when somebody gets through.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await Reaches(patience.Token)) { }
    }

    async Task<bool> Reaches(CancellationToken stop)
    {
        using var caller = new TcpClient();
        try
        {
            await caller.ConnectAsync(IPAddress.Loopback, Port, stop);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async Task Close()
    {
        if (_open is null) return;
        await _open.CancelAsync();
        try
        {
            await _serving;
        }
        catch (OperationCanceledException)
        {
        }
        _open.Dispose();
        _open = null;
    }

    public async ValueTask DisposeAsync() => await Close();

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    sealed class Keep(Mailbox mailbox) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            mailbox._messages.Enqueue(await MimeMessage.LoadAsync(new MemoryStream(buffer.ToArray()), cancellationToken));
            return mailbox.Refusal is null ? SmtpResponse.Ok : new(SmtpReplyCode.Aborted, mailbox.Refusal);
        }
    }

    sealed class Doorkeeper(Mailbox mailbox) : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) => Task.FromResult(mailbox.Password is null || password == mailbox.Password);
    }
}
