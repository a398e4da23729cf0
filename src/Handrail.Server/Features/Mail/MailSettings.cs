using System.Globalization;
using System.Net;
using Handrail.Core;
using Handrail.Server.Features.People;

namespace Handrail.Server.Features.Mail;

public enum MailSecurity
{
    /// <summary>Begins readable and goes on encrypted; without that nothing is sent.</summary>
    StartTls,
    Tls,
    None,
}

/// <summary>How mail leaves the house. Without a host none does, and nothing else is missing. Not a record: one that is written out would show the password.</summary>
public sealed class MailSettings
{
    const int UsualPort = 587;

    public string Host { get; private init; } = "";
    public int Port { get; private init; } = UsualPort;
    public MailSecurity Security { get; private init; }
    /// <summary>Empty where the mail server asks for none.</summary>
    public string User { get; private init; } = "";
    public string Password { get; private init; } = "";
    public string Sender { get; private init; } = "";
    /// <summary>Where people open this server, without a slash at the end. What stands in a request's Host header is never taken for it.</summary>
    public string PublicUrl { get; private init; } = "";

    public bool IsOn => Host.Length > 0;

    /// <summary>smtp.example.org:587, STARTTLS.</summary>
    public string InWords => $"{Place}, {Security switch { MailSecurity.StartTls => "STARTTLS", MailSecurity.Tls => "TLS", _ => "not encrypted" }}";

    public string Place => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <param name="path">Of a page of this site.</param>
    public string Link(string path) => PublicUrl + path;

    /// <summary>
    /// Reads "Mail:Host", "Mail:Port" (default: 587), "Mail:Security" (starttls, tls or none), "Mail:User", "Mail:Password", "Mail:From" and "PublicUrl".
    /// </summary>
    /// <returns>Invalid, with what to write, when there is a host and mail could not be sent with the rest.</returns>
    public static Outcome<MailSettings> From(IConfiguration configuration)
    {
        var (host, user, password) = (configuration["Mail:Host"]?.Trim() ?? "", configuration["Mail:User"] ?? "", configuration["Mail:Password"] ?? "");
        var (port, security, from, link) = (configuration["Mail:Port"], configuration["Mail:Security"] ?? "starttls", configuration["Mail:From"]?.Trim() ?? "", configuration["PublicUrl"]?.Trim() ?? "");
        if (host.Length == 0) return new MailSettings();
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown) return new Refusal.Invalid("Mail:Host", $"Mail:Host is \"{host}\"; it is the name of the mail server alone, such as smtp.example.org. The port stands in Mail:Port.");
        if (!int.TryParse(port ?? "587", NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535) return new Refusal.Invalid("Mail:Port", $"Mail:Port is \"{port}\"; it is a number from 1 to 65535, mostly 587, or 465 with Mail:Security tls.");
        if (!Enum.TryParse<MailSecurity>(security, ignoreCase: true, out var how) || !Enum.IsDefined(how) || char.IsAsciiDigit(security[0])) return new Refusal.Invalid("Mail:Security", $"Mail:Security is \"{security}\"; it can be starttls, tls or none.");
        if (!EmailAddress.IsOne(from)) return new Refusal.Invalid("Mail:From", $"Mail:Host is set, so Mail:From has to be the address that mails come from, such as handrail@example.org; it is \"{from}\".");
        if (user.Length == 0 != (password.Length == 0)) return new Refusal.Invalid("Mail:User", "Mail:User and Mail:Password belong together; give both, or none where the mail server asks for none.");
        if (how == MailSecurity.None && user.Length > 0 && !IsThisMachine(host)) return new Refusal.Invalid("Mail:Security", $"With Mail:Security none the password would go to {host} readable for everybody on the way. Set it to starttls or tls, or give no Mail:User.");
        if (!Uri.TryCreate(link, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.PathAndQuery != "/" || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
            return new Refusal.Invalid("PublicUrl", $"Mail:Host is set, so PublicUrl has to be the address at which people open this server, for the links in mails, such as https://handrail.example.org; it is \"{link}\".");
        return new MailSettings { Host = host, Port = number, Security = how, User = user, Password = password, Sender = from, PublicUrl = url.GetLeftPart(UriPartial.Authority) };
    }

    static bool IsThisMachine(string host) => host == "localhost" || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);
}
