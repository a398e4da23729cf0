using Handrail.Core;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Mail;
using Handrail.Server.Features.People;
using Microsoft.Extensions.Configuration;

namespace Handrail.Server.Tests.Features.Mail;

public sealed class MailSettingsTests
{
    static readonly Dictionary<string, string?> Right = new() { ["Mail:Host"] = "smtp.example.org", ["Mail:From"] = "handrail@example.org", ["PublicUrl"] = "https://handrail.example.org/" };

    static Outcome<MailSettings> Read(params (string Name, string Value)[] other)
    {
        var settings = new Dictionary<string, string?>(Right);
        foreach (var (name, value) in other) settings[name] = value;
        return MailSettings.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }

    [Fact]
    public void Host_sender_and_address_are_enough_and_mail_is_then_encrypted()
    {
        Assert.True(Read().Granted(out var settings, out _));
        Assert.Equal("smtp.example.org:587, STARTTLS", settings.InWords);
        Assert.Equal("https://handrail.example.org/runs/R-1", settings.Link("/runs/R-1"));
        Assert.True(Read(("Mail:Host", ""), ("Mail:Port", "x")).Granted(out var off, out _) && !off.IsOn);
    }

    [Theory]
    [InlineData("Mail:Host", "smtp.example.org:587")]
    [InlineData("Mail:Port", "0")]
    [InlineData("Mail:Port", "smtp")]
    [InlineData("Mail:Security", "ssl")]
    [InlineData("Mail:Security", "1")]
    [InlineData("Mail:From", "")]
    [InlineData("Mail:From", "Handrail <handrail@example.org>")]
    [InlineData("Mail:User", "handrail")]
    [InlineData("PublicUrl", "")]
    [InlineData("PublicUrl", "handrail.example.org")]
    [InlineData("PublicUrl", "https://handrail.example.org/wiki")]
    public void What_is_wrong_is_named_with_what_to_write(string setting, string value)
    {
        var refusal = Assert.IsType<Refusal.Invalid>(Read((setting, value)).Refusal);

        Assert.Equal(setting, refusal.Field);
        Assert.Contains(setting, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_does_not_go_readable_through_a_network_and_stands_in_no_text()
    {
        (string, string)[] user = [("Mail:User", "handrail"), ("Mail:Password", "orchard"), ("Mail:Security", "none")];

        Assert.Equal("Mail:Security", Assert.IsType<Refusal.Invalid>(Read(user).Refusal).Field);
        Assert.True(Read([.. user, ("Mail:Host", "127.0.0.1")]).Granted(out var settings, out _));
        Assert.DoesNotContain("orchard", $"{settings} {settings.InWords}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bea@example.org", true)]
    [InlineData("bea.elm+sop@mail.example.org", true)]
    [InlineData("bea", false)]
    [InlineData("@example.org", false)]
    [InlineData("bea@", false)]
    [InlineData("bea@example.org\r\nBcc: all@evil.example", false)]
    [InlineData("bea@example.org, carl@example.org", false)]
    [InlineData("Bea <bea@example.org>", false)]
    [InlineData("bea@a@example.org", false)]
    public void An_address_is_one_address_and_nothing_else(string text, bool isOne) => Assert.Equal(isOne, EmailAddress.IsOne(text));

    [Theory]
    // In London it is an hour later in summer.
    [InlineData("Monday to Friday, 09:00 to 17:00, Europe/London", "2026-07-06T08:00:00Z", "2026-07-06")]
    [InlineData("Monday to Friday, 09:00 to 17:00, Europe/London", "2026-07-06T07:59:00Z", null)]
    [InlineData("Monday to Friday, 09:00 to 17:00, Europe/London", "2026-07-05T12:00:00Z", null)]
    [InlineData("Sunday and Tuesday, 08:00 to 12:00, Asia/Tokyo", "2026-07-04T23:00:00Z", "2026-07-05")]
    [InlineData(null, "2026-07-06T07:00:00Z", "2026-07-06")]
    [InlineData(null, "2026-07-04T07:00:00Z", null)]
    [InlineData("whenever we like", "2026-07-06T06:59:00Z", null)]
    public void A_day_begins_when_the_organization_begins_to_work(string? hours, string now, string? day)
    {
        Assert.True(Instant.TryParse(now, out var at));
        Assert.Equal(day, WorkingMorning.Of(hours).Begun(at)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Pauses_grow_until_it_is_given_up_after_three_days()
    {
        var made = Instant.From(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var (now, pauses) = (made, new List<double>());
        for (var attempts = 1; Outbox.Next(attempts, made, now) is { } next; attempts++)
        {
            pauses.Add((next - now).TotalMinutes);
            now = next;
        }

        Assert.Equal([1, 5, 30, 120, 360, 360], pauses.Take(6));
        Assert.InRange((now - made).TotalHours, 66, 72);
    }
}
