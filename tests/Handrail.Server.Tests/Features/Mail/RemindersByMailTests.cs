using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Handrail.Server.Features.Doctor;
using Handrail.Server.Tests.Features.Reviews;
using Handrail.Server.Tests.Harness;
using Handrail.Server.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Handrail.Server.Tests.Features.Mail;

/// <summary>An office whose mail goes to a real mail server on this machine.</summary>
public sealed class RemindersByMailTests : IAsyncLifetime
{
    const string Ben = "ben.oak@northwind.example";

    Mailbox _mail = null!;
    Office _office = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;
    TestServer Server => _office.Server;
    Browser Ada => _office.Ada;

    public async ValueTask InitializeAsync()
    {
        _mail = await Mailbox.Open();
        _office = new Office { Server = new() { MoreSettings = _mail.Settings() } };
        await _office.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _office.DisposeAsync();
        await _mail.DisposeAsync();
    }

    static async Task Morning(TestServer server)
    {
        await server.Services.GetRequiredService<ReminderClock>().Tick(Stop);
        await server.Services.GetRequiredService<MailClock>().Tick(Stop);
    }

    /// <summary>The moment comes, and the server does what is due.</summary>
    Task At(int year, int month, int day, int hour = 9, int minute = 0)
    {
        Server.Clock.AdjustTime(new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero));
        return Morning(Server);
    }

    /// <summary>A procedure that they own and have acknowledged, so that only its review waits for them, from 31 January 2027 on.</summary>
    async Task<string> TheKeysOf(string name, string header = "owner: Key keeper")
    {
        var owner = await _office.Join(name);
        await Server.GiveRole(name, "Key keeper");
        var sop = await Ada.Publish(Reviewing.Keys.Replace("owner: Key keeper", header, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.SeeOther, (await (await owner.Get($"/procedures/{sop}")).Submit("#acknowledge form")).Status);
        return sop;
    }

    static string Text(MimeMessage message) => (message.TextBody ?? "").ReplaceLineEndings("\n");

    [Fact]
    public async Task The_owner_is_told_thirty_and_seven_days_before_on_the_day_and_each_week_after_and_not_in_between()
    {
        var sop = await TheKeysOf("Ben Oak");

        await At(2027, 1, 29);
        Assert.Empty(_mail.Messages);
        // Sunday, thirty days before; nobody is there, so it is said on Monday, and only once.
        await At(2027, 1, 31);
        await At(2027, 2, 1, 6, 59);
        Assert.Empty(_mail.Messages);
        await At(2027, 2, 1, 7);
        await At(2027, 2, 1, 12);
        await At(2027, 2, 2);

        var message = Assert.Single(_mail.Messages);
        Assert.Equal((Ben, "handrail@northwind.example"), (message.To.Mailboxes.Single().Address, message.From.Mailboxes.Single().Address));
        Assert.Equal($"One thing waits for you in Handrail: {sop} is to be reviewed by 2 March", message.Subject);
        Assert.Contains($"Review “Count the keys” ({sop}), by 2 March 2027\nhttps://handrail.northwind.example/procedures/{sop}/review\n", Text(message), StringComparison.Ordinal);
        Assert.Contains("Turn it off: https://handrail.northwind.example/settings#reminders", Text(message), StringComparison.Ordinal);
        Assert.Equal("auto-generated", message.Headers[HeaderId.AutoSubmitted]);
        Assert.True(message.Body is TextPart { IsPlain: true });

        foreach (var day in new[] { 22, 23, 24 }) await At(2027, 2, day);
        Assert.Equal(2, _mail.Messages.Count);
        foreach (var day in new[] { 1, 2, 3, 4, 5, 8, 9, 10, 15, 16, 17 }) await At(2027, 3, day);

        Assert.Equal(["reviewed by 2 March", "reviewed by 2 March", "reviewed, today", "reviewed, wanted since 2 March", "reviewed, wanted since 2 March"], _mail.To(Ben).Select(one => one.Subject?.Split("is to be ")[1]));
    }

    [Fact]
    public async Task Whoever_turned_it_off_has_left_or_only_reads_gets_none_and_who_stands_in_does()
    {
        await TheKeysOf("Ben Oak");
        var carl = await _office.Join("Carl Ash");
        await Server.GiveRole("Carl Ash", "Key keeper");
        await _office.Join("Ida Fern", Handrail.Server.Features.People.Permission.Auditor);

        var account = await carl.Get("/settings");
        Assert.Contains("to carl.ash@northwind.example", account.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await account.Submit("form[action='/settings/reminders']", ("mail", "off"))).Status);
        Assert.Null((await carl.Get("/settings")).Find("input[name=mail][checked]"));
        await At(2027, 3, 2);
        Assert.Equal([Ben], _mail.Messages.Select(message => message.To.Mailboxes.Single().Address));

        // Written, and on its way when Ben leaves.
        await _mail.Close();
        await At(2027, 3, 9);
        await Leave("Ben Oak");
        await _mail.Open();
        await At(2027, 3, 10);
        Assert.Single(_mail.Messages);

        await Leave("Carl Ash");
        await At(2027, 3, 11);
        Assert.Equal("ada@northwind.example", _mail.Messages[^1].To.Mailboxes.Single().Address);
        Assert.Equal(2, _mail.Messages.Count);
    }

    async Task Leave(string name)
    {
        var ada = await _office.As("Ada Pine");
        var person = (await ada.Get("/settings/members")).All("a").Single(link => link.TextContent.Trim() == name).GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.SeeOther, (await ada.Post(person + "/departure")).Status);
    }

    [Fact]
    public async Task What_is_not_open_to_everybody_is_not_named_and_no_title_begins_a_line_of_its_own()
    {
        var sop = await TheKeysOf("Ben Oak", "owner: Key keeper\nclassification: secret");
        await Ada.Publish("---\nowner: Key keeper\ntitle: \"Lock up\\r\\n\\r\\nBcc: all@evil.example\"\n---\n# Lock up\n\n## Steps\n1. Lock\n", "lock.md");

        await At(2027, 3, 2);

        var message = Assert.Single(_mail.To(Ben));
        Assert.Equal("3 things wait for you in Handrail: a procedure is to be reviewed, today", message.Subject);
        Assert.Contains("Read and acknowledge “Lock up Bcc: all@evil.example” (SOP-002 v1), since 2 March 2026\n", Text(message), StringComparison.Ordinal);
        Assert.DoesNotContain("Count the keys", message.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Review a procedure, today\nhttps://handrail.northwind.example/procedures/{sop}/review\n", Text(message), StringComparison.Ordinal);
        Assert.Contains("Review “Lock up Bcc: all@evil.example” (SOP-002), today\n", Text(message), StringComparison.Ordinal);
        Assert.Empty(message.Bcc);
    }

    [Fact]
    public async Task Nobody_hears_of_another_organization()
    {
        await TheKeysOf("Ben Oak");
        var rob = await _office.Found("Rival & Sons", "Rob Reed", "rob@rival.example");
        await rob.Publish(Reviewing.Keys.Replace("Count the keys", "Count the swords", StringComparison.Ordinal));

        await At(2027, 3, 2);

        Assert.Contains("Count the swords", Text(Assert.Single(_mail.To("rob@rival.example"))), StringComparison.Ordinal);
        Assert.Contains("at Rival & Sons:", Text(_mail.To("rob@rival.example")[0]), StringComparison.Ordinal);
        Assert.DoesNotContain("swords", Text(Assert.Single(_mail.To(Ben))), StringComparison.Ordinal);
        Assert.DoesNotContain("rival", (await (await _office.As("Ada Pine")).Get("/settings/mail")).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, _mail.Messages.Count);
    }

    [Fact]
    public async Task Two_servers_at_the_same_moment_make_one_message_and_send_it_once()
    {
        await TheKeysOf("Ben Oak");
        await using var second = new TestServer(Server) { MoreSettings = _mail.Settings() };
        Server.Clock.AdjustTime(new DateTimeOffset(2027, 3, 2, 9, 0, 0, TimeSpan.Zero));
        second.Clock.AdjustTime(new DateTimeOffset(2027, 3, 2, 9, 0, 0, TimeSpan.Zero));
        _ = second.Services;

        await Task.WhenAll(Morning(Server), Morning(second));
        await Morning(second);

        Assert.Single(_mail.Messages);
    }

    [Fact]
    public async Task When_the_power_goes_while_it_is_written_it_comes_once_all_the_same()
    {
        // Whose reminder is written first.
        await TheKeysOf("Abe Oak");
        foreach (var (day, moment) in new[] { (2, Moment.BeforeTheRows), (9, Moment.AfterTheRows), (16, Moment.BeforeTheCommit), (23, Moment.AfterTheCommit) })
        {
            Server.Breakage.At(moment);
            await At(2027, 3, day);
            Assert.True(Server.Breakage.HasHappened);
            await At(2027, 3, day, 9, 1);
            await At(2027, 3, day, 9, 2);
        }

        Assert.Equal([2, 9, 16, 23], _mail.Messages.Select(message => message.Date.Day));
    }

    [Fact]
    public async Task What_the_mail_server_may_have_taken_comes_again_as_the_same_message()
    {
        await TheKeysOf("Ben Oak");
        _mail.Refusal = "the disk was full, perhaps";
        await At(2027, 3, 2);
        Assert.Contains("did not take the message: 451 the disk was full, perhaps", (await (await _office.As("Ada Pine")).Get("/settings/mail")).Text, StringComparison.Ordinal);
        _mail.Refusal = null;
        await At(2027, 3, 2, 9, 1);
        await At(2027, 3, 2, 9, 2);

        Assert.Equal(2, _mail.Messages.Count);
        Assert.Single(_mail.Messages.Select(message => message.MessageId).Distinct());
    }

    [Fact]
    public async Task A_mail_server_that_is_down_is_named_on_the_pages_and_by_doctor_and_when_it_is_back_the_message_comes_once()
    {
        await TheKeysOf("Ben Oak");
        await _mail.Close();
        await At(2027, 3, 2);

        var ada = await _office.As("Ada Pine");
        var (today, page) = (await ada.Get("/"), await ada.Get("/settings/mail"));
        Assert.Contains("One mail is stuck", today.Find(".notice.bad")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{_mail.Port} cannot be reached", page.Find(".notice.bad")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Stuck, tried once", page.Text, StringComparison.Ordinal);
        Assert.Null((await (await _office.As("Ben Oak")).Get("/")).Find(".notice.bad"));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await _office.As("Ben Oak")).Get("/settings/mail")).Status);
        Assert.Contains("One mail is stuck", Assert.Single((await Doctor()).Problems), StringComparison.Ordinal);

        await _mail.Open();
        await At(2027, 3, 2, 9, 0);
        Assert.Empty(_mail.Messages);
        await At(2027, 3, 2, 9, 1);
        await At(2027, 3, 2, 9, 2);
        Assert.Single(_mail.Messages);
        Assert.Null((await ada.Get("/")).Find(".notice.bad"));
        Assert.Contains("last sent 2027-03-02", (await Doctor()).Seen, StringComparison.Ordinal);
        Assert.Empty((await Doctor()).Problems);
    }

    [Fact]
    public async Task A_message_that_is_never_taken_is_given_up_after_three_days_and_nobody_gets_a_pile_of_them()
    {
        await TheKeysOf("Ben Oak");
        _mail.Password = "another one";
        foreach (var day in new[] { 2, 3, 4, 5 })
            foreach (var hour in new[] { 9, 15, 21 }) await At(2027, 3, day, hour, day);

        var page = await (await _office.As("Ada Pine")).Get("/settings/mail");
        Assert.Contains("did not accept Mail:User and Mail:Password", page.Text, StringComparison.Ordinal);
        Assert.Contains("Given up", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("the right one", page.Body, StringComparison.Ordinal);
        Assert.Equal(1, await Server.InDatabase(db => db.OutgoingMessages.IgnoreQueryFilters().CountAsync(Stop)));
        Assert.Empty(_mail.Messages);
    }

    [Fact]
    public async Task An_administrator_sends_a_test_to_themselves_once_a_minute_and_is_told_what_the_mail_server_said()
    {
        var page = await Ada.Get("/settings/mail");
        Assert.Equal("/settings/mail?done=test", (await page.Submit("form[action='/settings/mail/test']")).Location);
        Assert.Equal("Handrail can send mail", Assert.Single(_mail.To("ada@northwind.example")).Subject);
        Assert.Equal(HttpStatusCode.Conflict, (await page.Submit("form[action='/settings/mail/test']")).Status);

        Server.Clock.AdjustTime(Server.Clock.GetUtcNow().AddMinutes(2));
        _mail.Password = "another one";
        var refused = await page.Submit("form[action='/settings/mail/test']");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal(["Not sent", "Sent"], refused.All("main td .badge").Select(badge => badge.TextContent));
        Assert.Contains("did not accept Mail:User and Mail:Password", refused.Find("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Single(_mail.Messages);
    }

    [Fact]
    public async Task Nothing_is_sent_without_starttls_or_to_a_certificate_that_nobody_vouches_for()
    {
        await using var server = new TestServer { MoreSettings = _mail.Settings("starttls") };
        await server.InitializeAsync();
        var ada = await server.Claimed();

        var refused = await (await ada.Get("/settings/mail")).Submit("form[action='/settings/mail/test']");

        Assert.Contains("offers no STARTTLS", refused.Find("[role=alert]")!.TextContent, StringComparison.Ordinal);

        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=mail.evil.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        await _mail.Close();
        _mail.Certificate = certificate;
        await _mail.Open();
        server.Clock.AdjustTime(server.Clock.GetUtcNow().AddMinutes(2));
        refused = await (await ada.Get("/settings/mail")).Submit("form[action='/settings/mail/test']");

        Assert.Contains("its certificate was not accepted", refused.Find("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(_mail.Messages);
    }

    [Fact]
    public async Task Without_a_mail_server_the_page_says_how_to_set_one_and_nobody_is_asked_what_they_want()
    {
        await using var server = new TestServer();
        await server.InitializeAsync();
        var ada = await server.Claimed();

        var page = await ada.Get("/settings/mail");

        Assert.Contains("Mail__Host=smtp.example.org", page.Find("pre")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.Find("form[action='/settings/mail/test']"));
        Assert.Equal(HttpStatusCode.Conflict, (await ada.Post("/settings/mail/test")).Status);
        Assert.Null((await ada.Get("/settings")).Find("form[action='/settings/reminders']"));
    }

    [Fact]
    public async Task What_was_written_is_dropped_after_thirty_days()
    {
        await TheKeysOf("Ben Oak");
        await At(2027, 3, 2);
        Assert.True(await Server.InDatabase(db => db.OutgoingMessages.IgnoreQueryFilters().AnyAsync(row => row.Body != null, Stop)));
        await At(2027, 4, 2);

        Assert.Equal([null], await Server.InDatabase(db => db.OutgoingMessages.IgnoreQueryFilters().Where(row => row.Day == new DateOnly(2027, 3, 2)).Select(row => row.Body).ToListAsync(Stop)));
    }

    async Task<Check> Doctor() => (await Examination.Everything(Server.Services, Stop).ToListAsync(Stop)).Single(check => check.Name == "Mail");
}
