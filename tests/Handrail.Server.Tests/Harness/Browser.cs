using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Handrail.Server.Tests.Harness;

/// <summary>What a person does, without a browser: opens pages, fills in the forms that are really there, sends them with their hidden fields.</summary>
public sealed class Browser(HttpClient http)
{
    public HttpClient Http => http;

    public async Task<Page> Get(string path) => await Page.Read(this, path, await http.GetAsync(path));

    public async Task<Page> Send(HttpRequestMessage request) => await Page.Read(this, request.RequestUri!.ToString(), await http.SendAsync(request));

    /// <summary>Opens a page and follows redirects.</summary>
    public async Task<Page> Follow(string path)
    {
        var page = await Get(path);
        for (var hops = 0; page.Location is { } location && hops < 5; hops++) page = await Get(location);
        return page;
    }

    /// <summary>Posts fields to an address without looking for a form there, with the antiforgery token of another page.</summary>
    public async Task<Page> Post(string path, params (string Name, string Value)[] fields)
    {
        var token = (await Get("/")).Find("input[name=__RequestVerificationToken]") ?? (await Get("/sign-in")).Find("input[name=__RequestVerificationToken]")!;
        return await PostBare(path, [.. fields, ("__RequestVerificationToken", token.GetAttribute("value")!)]);
    }

    /// <summary>Knocks at a door as a form or, where it takes JSON, as a script of our own pages would: with the token.</summary>
    public async Task<Page> Knock(Door door, params (string Name, string Value)[] fields)
    {
        if (!door.TakesJson) return await Post(door.Address, fields);
        var token = (await Get("/")).Find("input[name=__RequestVerificationToken]") ?? (await Get("/sign-in")).Find("input[name=__RequestVerificationToken]")!;
        return await Send(new HttpRequestMessage(new(door.Method), door.Address)
        {
            Content = new StringContent(door.Json, System.Text.Encoding.UTF8, "application/json"),
            Headers = { { "RequestVerificationToken", token.GetAttribute("value")! } },
        });
    }

    /// <summary>The same without the token, as another site could do it.</summary>
    public Task<Page> KnockFromElsewhere(Door door, params (string Name, string Value)[] fields) => door.TakesJson
        ? Send(new HttpRequestMessage(new(door.Method), door.Address) { Content = new StringContent(door.Json, System.Text.Encoding.UTF8, "application/json") })
        : PostBare(door.Address, fields);

    /// <summary>Posts fields and nothing else.</summary>
    public Task<Page> PostBare(string path, params (string Name, string Value)[] fields) =>
        Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) });

    public async Task SignIn(string email, string password)
    {
        var answer = await (await Get("/sign-in")).Submit("form", ("email", email), ("password", password));
        Assert.Equal("/", answer.Location);
    }
}

/// <summary>One answer, read as a page.</summary>
public sealed class Page(Browser browser, string path, HttpResponseMessage response, IHtmlDocument document, string body)
{
    public HttpStatusCode Status => response.StatusCode;
    public HttpResponseMessage Response => response;
    public string Body => body;
    public string Text => document.Body?.TextContent ?? "";

    /// <summary>Where a redirect leads, as a path; null when the answer is no redirect.</summary>
    public string? Location => response.Headers.Location is { } location ? (location.IsAbsoluteUri ? location.PathAndQuery : location.ToString()) : null;

    public IElement? Find(string selector) => document.QuerySelector(selector);
    public IEnumerable<IElement> All(string selector) => document.QuerySelectorAll(selector);

    public static async Task<Page> Read(Browser browser, string path, HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        return new(browser, path, response, await new HtmlParser().ParseDocumentAsync(body), body);
    }

    /// <summary>Sends a form of this page as a browser would, with some fields filled in; a file is a value of type <see cref="Upload"/>.</summary>
    public Task<Page> Submit(string selector, params (string Name, object Value)[] filled)
    {
        var form = document.QuerySelector(selector) as IHtmlFormElement ?? throw new InvalidOperationException($"{path} ({Status}) has no form {selector}:\n{Text}");
        return Send(form, Target(form), filled);
    }

    /// <summary>Presses one of several buttons of a form, which may lead elsewhere than the form.</summary>
    public Task<Page> PressButton(string selector, params (string Name, object Value)[] filled)
    {
        var button = document.QuerySelector(selector) as IHtmlButtonElement ?? throw new InvalidOperationException($"{path} ({Status}) has no button {selector}:\n{Text}");
        var form = button.Form ?? throw new InvalidOperationException($"The button {selector} belongs to no form.");
        return Send(form, button.GetAttribute("formaction") ?? Target(form), filled);
    }

    Task<Page> Send(IHtmlFormElement form, string target, (string Name, object Value)[] filled)
    {
        var fields = form.Elements.OfType<IHtmlInputElement>()
            .Where(input => input.Name is not null && input.Type is not ("submit" or "file") && (input.Type is not ("checkbox" or "radio") || input.IsChecked) && filled.All(given => given.Name != input.Name))
            .Select(input => (Name: input.Name!, Value: (object)input.Value))
            .Concat(form.Elements.OfType<IHtmlTextAreaElement>().Where(area => area.Name is not null && filled.All(given => given.Name != area.Name)).Select(area => (Name: area.Name!, Value: (object)area.Value)))
            .Concat(form.Elements.OfType<IHtmlSelectElement>().Where(select => select.Value is not null && filled.All(given => given.Name != select.Name)).Select(select => (Name: select.Name!, Value: (object)select.Value!)))
            .Concat(filled).ToList();
        HttpContent content = form.Enctype == "multipart/form-data" ? Multipart(fields) : new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value.ToString()!)));
        return browser.Send(new HttpRequestMessage(new(form.Method.ToUpperInvariant()), target) { Content = content });
    }

    string Target(IHtmlFormElement form) => form.GetAttribute("action") is { Length: > 0 } action ? action : path;

    static MultipartFormDataContent Multipart(IEnumerable<(string Name, object Value)> fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            if (value is Upload upload) content.Add(new ByteArrayContent(upload.Content), name, upload.Name);
            else content.Add(new StringContent(value.ToString()!), name);
        }
        return content;
    }
}

/// <param name="Name">The file's name as the person's computer calls it.</param>
public sealed record Upload(string Name, byte[] Content);
