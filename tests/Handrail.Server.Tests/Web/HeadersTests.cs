using System.Net;
using Handrail.Server.Files;
using Handrail.Server.Tests.Harness;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Handrail.Server.Tests.Web;

public sealed class HeadersTests(Furnished site) : IClassFixture<Furnished>
{
    Browser Ada => site.Office.Ada;

    /// <summary>The viewer of the API writes its style into the page; nothing else may.</summary>
    const string WritesStyle = "/api/docs";

    static void IsSafe(HttpResponseMessage answer, bool mayWriteStyle = false)
    {
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Contains("default-src 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        var policy = Header("Content-Security-Policy");
        if (mayWriteStyle) Assert.Contains("style-src 'self' 'unsafe-inline';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", mayWriteStyle ? policy.Replace("style-src 'self' 'unsafe-inline';", "", StringComparison.Ordinal) : policy, StringComparison.Ordinal);
        Assert.Equal("same-origin", Header("Referrer-Policy"));
    }

    [Fact]
    public async Task Every_answer_forbids_frames_sniffing_and_foreign_script()
    {
        foreach (var door in site.Doors.Where(door => door.Method == "GET"))
        {
            using var answer = await Ada.Http.GetAsync(door.Address, HttpCompletionOption.ResponseHeadersRead);
            IsSafe(answer, mayWriteStyle: door.Pattern == WritesStyle);
        }
        foreach (var address in new[] { "/no/such/page", "/handrail.css", "/handrail.js", "/icon.svg", "/runs/R-9999" }) IsSafe((await Ada.Get(address)).Response);
        IsSafe((await Ada.PostBare($"/runs/{site.Run}/pause")).Response);
        IsSafe((await site.Office.Server.NewBrowser().Get("/runs")).Response);
    }

    [Fact]
    public async Task A_failure_on_our_side_says_nothing_but_a_reference_and_keeps_the_headers()
    {
        var page = await Ada.See(site.Run, "front");
        site.Office.Server.Breakage.At(Moment.BeforeTheLock);

        var failed = await page.Submit("form[action$='/steps/front/note']", ("text", "hello"));

        Assert.Equal(HttpStatusCode.InternalServerError, failed.Status);
        Assert.Contains("reference", failed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperationException", failed.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("The power went", failed.Body, StringComparison.Ordinal);
        IsSafe(failed.Response);
    }

    [Fact]
    public async Task A_form_of_too_many_fields_is_refused_in_words()
    {
        var answer = await Ada.Post($"/runs/{site.Run}/pause", [.. Enumerable.Range(0, 1100).Select(i => ($"f{i}", "x"))]);

        Assert.InRange((int)answer.Status, 400, 422);
        IsSafe(answer.Response);
    }

    [Fact]
    public void A_form_takes_the_largest_file_that_is_promised() =>
        Assert.True(site.Office.Server.Services.GetRequiredService<IOptions<FormOptions>>().Value.MultipartBodyLengthLimit >= FileStore.LargestFile);

    /// <summary>What is shown here. A file to be kept, such as a binder, has to bring its style and pictures along.</summary>
    static bool IsPage(Page answer) => answer.Response.Content.Headers is { ContentType.MediaType: "text/html", ContentDisposition: null };

    [Fact]
    public async Task No_page_holds_script_or_style_of_its_own()
    {
        var found = new List<string>();
        foreach (var door in site.Doors.Where(door => door.Method == "GET" && !door.Pattern.EndsWith("/events", StringComparison.Ordinal)))
        {
            var page = await Ada.Get(door.Address);
            if (!IsPage(page)) continue;
            found.AddRange(page.All("*").Where(element => element.LocalName == "style" || element.LocalName == "script" && !element.HasAttribute("src")
                || element.Attributes.Any(attribute => attribute.Name == "style" || attribute.Name.StartsWith("on", StringComparison.Ordinal))).Select(element => $"{door}: {element.LocalName}"));
            found.AddRange(page.All("[src], link[href]").Select(element => element.GetAttribute("src") ?? element.GetAttribute("href")!).Where(address => !address.StartsWith('/') || address.StartsWith("//", StringComparison.Ordinal)).Select(address => $"{door}: {address}"));
        }
        Assert.Empty(found);
    }

    [Fact]
    public async Task Every_page_has_one_heading_a_title_and_labels()
    {
        var found = new List<string>();
        foreach (var door in site.Doors.Where(door => door.Method == "GET" && !door.Pattern.EndsWith("/events", StringComparison.Ordinal)))
        {
            var page = await Ada.Get(door.Address);
            if (page.Status != HttpStatusCode.OK || !IsPage(page)) continue;
            if (page.All("h1").Count() != 1) found.Add($"{door}: {page.All("h1").Count()} headings");
            if (string.IsNullOrWhiteSpace(page.Find("title")?.TextContent)) found.Add($"{door}: no title");
            found.AddRange(page.All("[id]").GroupBy(element => element.Id).Where(same => same.Count() > 1).Select(same => $"{door}: id {same.Key}: {string.Join(" ", same.Select(element => element.OuterHtml.Split('>')[0]))}"));
            found.AddRange(page.All("input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select, textarea").Where(input => page.Find($"label[for='{input.Id}']") is null).Select(input => $"{door}: {input.GetAttribute("name")} has no label"));
        }
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
