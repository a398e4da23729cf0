using System.Net.Sockets;
using Handrail.Server.Features.Mail;
using Handrail.Server.Features.People;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Handrail.Server.Work;

/// <summary>The mail server of the settings, and what it says.</summary>
public sealed class MailServer(MailSettings settings)
{
    /// <summary>For everything that is handed over at once: less than the shortest pause of <see cref="Outbox"/>, so that nobody else takes a message up meanwhile.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(50);
    static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(20);

    public MailSettings Settings => settings;

    /// <summary>Hands messages over, one after the other.</summary>
    /// <param name="answered">Told of each at once: null when the server took it, else why not.</param>
    public async Task HandOver(IReadOnlyList<OutgoingMessage> messages, Func<OutgoingMessage, string?, Task> answered, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Longest);
        // Whether a certificate was withdrawn is asked of a third party, which a server in a closed network cannot reach.
        using var client = new SmtpClient { Timeout = (int)LongestAnswer.TotalMilliseconds, CheckCertificateRevocation = false };
        var closed = await Try(() => Open(client, patience.Token), stop);
        foreach (var message in messages)
        {
            var error = !EmailAddress.IsOne(message.To) ? $"“{Outbox.OneLine(message.To)}” is no mail address." : closed ?? await Try(() => client.SendAsync(Written(message), patience.Token), stop);
            if (error is not null && !client.IsConnected) closed ??= error;
            await answered(message, error);
        }
        if (client.IsConnected) await Try(() => client.DisconnectAsync(true, patience.Token), stop);
    }

    async Task Open(SmtpClient client, CancellationToken stop)
    {
        await client.ConnectAsync(settings.Host, settings.Port, settings.Security switch { MailSecurity.StartTls => SecureSocketOptions.StartTls, MailSecurity.Tls => SecureSocketOptions.SslOnConnect, _ => SecureSocketOptions.None }, stop);
        if (settings.User.Length > 0) await client.AuthenticateAsync(settings.User, settings.Password, stop);
    }

    MimeMessage Written(OutgoingMessage message)
    {
        var written = new MimeMessage
        {
            Subject = message.Subject,
            Date = message.MadeAt.ToDateTimeOffset(),
            // The same at each attempt: who gets it twice can be shown it once.
            MessageId = $"{message.Id}@{settings.Sender.Split('@')[1]}",
            Body = new TextPart("plain") { Text = message.Body ?? "" },
        };
        written.From.Add(new MailboxAddress("Handrail", settings.Sender));
        written.To.Add(new MailboxAddress("", message.To));
        // RFC 3834: no out-of-office answers to it.
        written.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return written;
    }

    /// <returns>What went wrong, as a sentence; null when nothing did.</returns>
    async Task<string?> Try(Func<Task> work, CancellationToken stop)
    {
        try
        {
            await work();
            return null;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested && Explained(failure) is { } why)
        {
            return Outbox.Shortened(Outbox.OneLine(why), Outbox.LongestError);
        }
    }

    string? Explained(Exception failure) => failure switch
    {
        AuthenticationException => $"{settings.Place} did not accept Mail:User and Mail:Password: {failure.Message}",
        SslHandshakeException => $"{settings.Place} could not be spoken to with TLS, or its certificate was not accepted: {failure.InnerException?.Message ?? failure.Message}",
        NotSupportedException when !IsAuthentication(failure) => $"{settings.Place} offers no STARTTLS, so nothing was sent to it. Set Mail:Security to tls with the port for it, or ask whoever runs it.",
        NotSupportedException => $"{settings.Place} takes no user and password, at least not so. Leave out Mail:User and Mail:Password, or set Mail:Security.",
        SmtpCommandException refused => $"{settings.Place} did not take the message: {(int)refused.StatusCode} {refused.Message}",
        ServiceNotAuthenticatedException => $"{settings.Place} asks for a user and password: set Mail:User and Mail:Password.",
        OperationCanceledException or TimeoutException => $"{settings.Place} did not answer in time.",
        SocketException or IOException => $"{settings.Place} cannot be reached: {failure.Message}",
        ProtocolException => $"{settings.Place} broke off: {failure.Message}",
        CommandException or ServiceNotConnectedException => $"{settings.Place} broke off: {failure.Message}",
        _ => null,
    };

    static bool IsAuthentication(Exception failure) => failure.Message.Contains("authentication", StringComparison.OrdinalIgnoreCase);
}
