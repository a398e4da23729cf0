using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Handrail.Server.Features.People;
using Handrail.Server.Tests.Harness;
using Handrail.Server.Web;

namespace Handrail.Server.Tests.Web;

public sealed class SignInTests(Office office) : IClassFixture<Office>
{
    async Task<Page> Try(Browser browser, string name, string password = TestServer.Password, string back = "") =>
        await (await browser.Get("/sign-in" + back)).Submit("form", ("email", Office.EmailOf(name)), ("password", password));

    static string? Cookie(Page page, string name) => page.Response.Headers.TryGetValues("Set-Cookie", out var set)
        ? set.Where(cookie => cookie.StartsWith(name + "=", StringComparison.Ordinal)).LastOrDefault() : null;

    [Theory]
    [InlineData("127.0.0.1", "https", true)]
    [InlineData("127.0.0.1", "http", false)]
    [InlineData("192.0.2.7", "https", false)]
    public async Task Behind_a_proxy_on_this_machine_that_speaks_HTTPS_cookies_are_for_HTTPS_only(string proxy, string scheme, bool secure)
    {
        var answer = await office.Server.Server.SendAsync(context =>
        {
            (context.Request.Method, context.Request.Scheme, context.Request.Host, context.Request.Path) = ("GET", "http", new("handrail.example"), "/sign-in");
            context.Connection.RemoteIpAddress = IPAddress.Parse(proxy);
            context.Request.Headers["X-Forwarded-For"] = "198.51.100.9";
            context.Request.Headers["X-Forwarded-Proto"] = scheme;
        }, TestContext.Current.CancellationToken);

        var cookie = Assert.Single(answer.Response.Headers.SetCookie, cookie => cookie!.StartsWith("handrail-form=", StringComparison.Ordinal))!;
        Assert.Equal(secure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\tx//evil.example")]
    [InlineData("\\\\evil.example")]
    public async Task Signing_in_never_leads_to_another_site(string back)
    {
        await office.Join("Kit " + Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(back)))[..8]);
        var name = "Kit " + Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(back)))[..8];
        var asked = "?return=" + Uri.EscapeDataString(back);

        Assert.Equal("/", (await Try(office.Server.NewBrowser(), name, back: asked)).Location);
        Assert.Equal("/", (await office.Ada.Get("/sign-in" + asked)).Location);
        Assert.Equal("/", Links.Local(back));
    }

    [Fact]
    public async Task Whoever_was_sent_to_sign_in_comes_back_to_where_they_wanted()
    {
        await office.Join("Liv Moss");
        var browser = office.Server.NewBrowser();
        var sent = await browser.Get("/runs?state=open");

        var back = await (await browser.Get(sent.Location!)).Submit("form", ("email", Office.EmailOf("Liv Moss")), ("password", TestServer.Password));

        Assert.Equal("/runs?state=open", back.Location);
    }

    [Fact]
    public async Task The_session_is_new_at_every_sign_in_and_gone_after_signing_out()
    {
        await office.Join("Max Rush");
        var browser = office.Server.NewBrowser();

        var first = Cookie(await Try(browser, "Max Rush"), "handrail");
        await (await browser.Get("/")).Submit("form[action='/sign-out']");
        Assert.Equal(HttpStatusCode.Found, (await browser.Get("/")).Status);
        var second = Cookie(await Try(browser, "Max Rush"), "handrail");

        Assert.NotEqual(first!.Split(';')[0], second!.Split(';')[0]);
        Assert.Contains("httponly", first, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", first, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Whoever_plants_a_session_in_a_browser_does_not_share_what_is_signed_in_there_later()
    {
        await office.Join("Rex Trap");
        await office.Join("Sue Prey");
        var planted = Cookie(await Try(office.Server.NewBrowser(), "Rex Trap"), "handrail")!.Split(';')[0];
        var signIn = await office.Server.NewBrowser().Get("/sign-in");
        var form = Cookie(signIn, "handrail-form")!.Split(';')[0];
        var token = signIn.Find("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        // The planted session is Rex's, so the token of somebody who is not signed in is not good enough to sign in over it.
        var over = await Bare(HttpMethod.Post, "/sign-in", $"{planted}; {form}", ("email", Office.EmailOf("Sue Prey")), ("password", TestServer.Password), ("__RequestVerificationToken", token));
        Assert.Equal(HttpStatusCode.BadRequest, over.Status);

        // A planted form cookie, which Rex knows, is good for signing in, and for nothing afterwards.
        var into = await Bare(HttpMethod.Post, "/sign-in", form, ("email", Office.EmailOf("Sue Prey")), ("password", TestServer.Password), ("__RequestVerificationToken", token));
        var own = Cookie(into, "handrail")!.Split(';')[0];
        Assert.NotEqual(planted, own);
        Assert.Contains("Sue Prey", (await Bare(HttpMethod.Get, "/", $"{own}; {form}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await Bare(HttpMethod.Post, "/sign-out", $"{own}; {form}", ("__RequestVerificationToken", token))).Status);
        var still = await Bare(HttpMethod.Get, "/", planted);
        Assert.Contains("Rex Trap", still.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sue Prey", still.Text, StringComparison.Ordinal);
    }

    /// <summary>A request with exactly these cookies.</summary>
    async Task<Page> Bare(HttpMethod method, string path, string cookies, params (string Name, string Value)[] fields)
    {
        var browser = new Browser(office.Server.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false }));
        return await browser.Send(new(method, path)
        {
            Headers = { { "Cookie", cookies } },
            Content = fields.Length == 0 ? null : new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        });
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_look_alike()
    {
        await office.Join("Ned Vale");
        var wrong = await Try(office.Server.NewBrowser(), "Ned Vale", "not the password");
        var unknown = await Try(office.Server.NewBrowser(), "No Body", "not the password");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (wrong.Status, unknown.Status));
        Assert.Equal(wrong.Find("[role=alert]")!.TextContent, unknown.Find("[role=alert]")!.TextContent);
        Assert.Equal(Office.EmailOf("Ned Vale"), wrong.Find("#email")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account()
    {
        await office.Join("Oda Hill");
        for (var i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.Forbidden, (await Try(office.Server.NewBrowser(), "Oda Hill", "wrong " + i)).Status);

        Assert.Equal(HttpStatusCode.Forbidden, (await Try(office.Server.NewBrowser(), "Oda Hill")).Status);
    }

    [Theory]
    [InlineData("ada@northwind.example\0")]
    [InlineData("\ud800")]
    [InlineData("")]
    public async Task Whatever_is_typed_as_an_address_is_only_wrong(string email)
    {
        var answer = await office.Server.NewBrowser().Post("/sign-in", ("email", email), ("password", "x"));

        Assert.InRange((int)answer.Status, 400, 499);
    }

    [Fact]
    public async Task An_invitation_works_once_and_only_with_a_strong_password()
    {
        var link = await office.Invite("Pia Dale");
        var page = await office.Server.NewBrowser().Get(link);

        var weak = await page.Submit("form", ("password", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.Status);
        Assert.NotNull(weak.Find("#password-error"));
        Assert.Equal("/", (await weak.Submit("form", ("password", TestServer.Password))).Location);
        var again = await office.Server.NewBrowser().Get(link);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await again.Submit("form", ("password", "another ladder seven maps"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await office.Server.NewBrowser().Post("/invitation", ("account", "x"), ("token", "y"), ("password", TestServer.Password))).Status);
        Assert.Equal("/", (await Try(office.Server.NewBrowser(), "Pia Dale")).Location);
    }

    [Fact]
    public async Task An_address_is_invited_once()
    {
        await office.Invite("Quin Marsh");

        var again = await (await office.Ada.Get("/settings/members")).Submit("form[action='/settings/members']", ("name", "Quin M"), ("email", Office.EmailOf("Quin Marsh").ToUpperInvariant()), ("permission", Permission.Auditor));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.NotNull(again.Find("#email-error"));
        Assert.Equal("Quin M", again.Find("#name")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_once_it_is_set_up()
    {
        var browser = await office.Join("Rae Brook");
        var page = await browser.Get("/settings/second-factor");
        var secret = page.Find("form code")!.TextContent;
        Assert.Equal("image/svg+xml", (await browser.Get("/settings/second-factor/code.svg")).Response.Content.Headers.ContentType!.MediaType);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await page.Submit("form[action='/settings/second-factor']", ("code", "000000"))).Status);
        var on = await page.Submit("form[action='/settings/second-factor']", ("code", SecondFactor.Totp(secret)));
        Assert.Equal(HttpStatusCode.OK, on.Status);
        var recovery = on.All(".codes code").Select(code => code.TextContent).ToList();
        Assert.Equal(8, recovery.Count);

        var fresh = office.Server.NewBrowser();
        var asked = await Try(fresh, "Rae Brook", back: "?return=/journal");
        Assert.Equal("/sign-in/second-factor?return=%2Fjournal", asked.Location);
        Assert.Equal(HttpStatusCode.Found, (await fresh.Get("/")).Status);
        var second = await fresh.Get(asked.Location!);
        Assert.Equal(HttpStatusCode.Forbidden, (await second.Submit("form", ("code", "123"))).Status);
        Assert.Equal("/journal", (await second.Submit("form", ("code", SecondFactor.Totp(secret)))).Location);

        Assert.Equal("/", (await WithRecovery(recovery[0])).Location);
        Assert.Equal(HttpStatusCode.Forbidden, (await WithRecovery(recovery[0])).Status);

        async Task<Page> WithRecovery(string code)
        {
            var another = office.Server.NewBrowser();
            return await (await another.Get((await Try(another, "Rae Brook")).Location!)).Submit("form", ("code", code));
        }
    }

    [Fact]
    public async Task Whoever_only_looks_at_the_second_factor_stays_signed_in_here_and_elsewhere()
    {
        var (here, elsewhere) = (await office.Join("Tia Moor"), office.Server.NewBrowser());
        await Try(elsewhere, "Tia Moor");
        var secret = (await here.Get("/settings/second-factor")).Find("form code")!.TextContent;

        // By then each has been asked whether it is still good.
        office.Server.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(HttpStatusCode.OK, (await here.Get("/")).Status);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.Get("/")).Status);
        Assert.Equal(secret, (await elsewhere.Get("/settings/second-factor")).Find("form code")!.TextContent);
    }

    [Fact]
    public async Task A_password_is_changed_only_by_whoever_knows_it()
    {
        var browser = await office.Join("Sid Crag");
        var page = await browser.Get("/settings");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await page.Submit("form[action='/settings/password']", ("old", "not it"), ("new", "four other plain words"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await page.Submit("form[action='/settings/password']", ("old", TestServer.Password), ("new", "four other plain words"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Try(office.Server.NewBrowser(), "Sid Crag")).Status);
        Assert.Equal("/", (await Try(office.Server.NewBrowser(), "Sid Crag", "four other plain words")).Location);
    }

    [Fact]
    public async Task A_token_acts_for_its_member_until_it_is_withdrawn()
    {
        var browser = await office.Join("Tam Glen");
        var run = await office.Ada.Run("# Ring once\n\n## Steps\n1. Ring {#ring}\n2. Wait {#wait}\n");
        var made = await (await browser.Get("/settings/tokens")).Submit("form[action='/settings/tokens']", ("name", "HR system"));
        var program = office.Server.NewBrowser();
        program.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Find(".notice.ok code")!.TextContent);

        Assert.Equal(HttpStatusCode.SeeOther, (await program.PostBare($"/runs/{run}/steps/ring/completion", ("outcome", "done"))).Status);
        Assert.Contains("Tam Glen", (await office.Ada.Get($"/runs/{run}/record")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.PostBare("/settings/password", ("old", TestServer.Password), ("new", "four other plain words"))).Status);

        await (await browser.Get("/settings/tokens")).Submit("form[action$='/withdrawal']");
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.Get("/runs")).Status);
        Assert.NotEqual(HttpStatusCode.SeeOther, (await program.PostBare($"/runs/{run}/steps/wait/completion", ("outcome", "done"))).Status);
        Assert.Equal(["RunStarted", "StepCompleted"], await office.Kinds("run/" + run));
    }

    [Theory]
    [InlineData("hr_false")]
    [InlineData("somebody-else's")]
    public async Task A_false_token_beside_a_good_cookie_does_not_get_around_the_form_token(string token)
    {
        var browser = await office.Join("Una Heath " + token.Length);
        var request = new HttpRequestMessage(HttpMethod.Post, "/settings/tokens") { Content = new FormUrlEncodedContent([KeyValuePair.Create("name", "planted")]) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Send(request)).Status);
        Assert.DoesNotContain("planted", (await browser.Get("/settings/tokens")).Text, StringComparison.Ordinal);
    }
}
