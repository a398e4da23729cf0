using System.Net;
using Handrail.Server.Tests.Harness;

namespace Handrail.Server.Tests.Features.Procedures.Variants;

/// <summary>Whoever may not read the base finds no word of it through the variant, nor the other way round. Dora is in the group Clinic staff, nothing names Emil.</summary>
public sealed class VariantSecrecyTests : IAsyncLifetime
{
    const string Secret = "---\nowner: Practice manager\nclassification: secret\naudience: [Clinic staff]\n---\n# Move the vault\n\n## Steps\n1. Drive along the river {#river}\n2. Knock three times {#knock}\n";
    const string Open = "---\nowner: Practice manager\n---\n# Carry a box\n\n## Steps\n1. Take the lift {#river}\n2. Ring the bell {#knock}\n";
    static readonly string[] OfTheSecret = ["Move the vault", "along the river", "Knock three", "Knock twice"];
    static readonly string[] OfTheOpen = ["Carry a box", "Take the lift", "Ring the bell"];

    readonly Clinic _clinic = new();

    public ValueTask InitializeAsync() => _clinic.InitializeAsync();
    public ValueTask DisposeAsync() => _clinic.DisposeAsync();

    static IEnumerable<string> About(string @base, string variant) =>
    [
        "/", "/procedures", "/procedures?q=river", "/procedures?q=lift", "/journal", "/reviews", "/procedures/new", "/settings/access",
        .. new[] { @base, variant }.SelectMany(sop => new[] { "", ".md", "/flow", "/history", "/access", "/comparison", "/difference", "/update", "/review", "/suggestions", "/variants/new", "/revisions/1", "/revisions/1/approval", "/runs/new" }.Select(view => $"/procedures/{sop}{view}")),
    ];

    static async Task<List<string>> Told(Browser reader, string @base, string variant, params string[] words)
    {
        var told = new List<string>();
        foreach (var address in About(@base, variant)) told.AddRange(words.Where(word => !address.Contains(word, StringComparison.Ordinal)).Where((await reader.Follow(address)).Body.Contains).Select(word => $"{address}: {word}"));
        return told;
    }

    async Task<string> Publish(string sop)
    {
        var published = await _clinic.Ada.TryPublish(sop);
        Assert.True(published.Status == HttpStatusCode.SeeOther, published.Text);
        return sop;
    }

    [Fact]
    public async Task Of_a_secret_base_nothing_is_told_by_an_open_variant()
    {
        var @base = await Publish(await _clinic.Carl.Add(Secret, "vault.md"));
        var variant = await _clinic.Carl.Branch(@base, "Laboratory");
        await _clinic.Carl.Save(variant, _ => Open);
        await Publish(variant);
        await _clinic.Ada.Change(@base, "three times", "twice");

        Assert.Empty(await Told(_clinic.Emil, @base, variant, OfTheSecret));
        var page = await _clinic.Emil.Get($"/procedures/{variant}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(page.Notices());
        Assert.Empty(page.All(".own-way"));
        Assert.Equal($"/procedures/{variant}", (await _clinic.Emil.Get($"/procedures/{variant}/difference")).Location);
        Assert.Equal($"/procedures/{variant}", (await _clinic.Emil.Get($"/procedures/{variant}/update")).Location);
        Assert.DoesNotContain("for Laboratory", (await _clinic.Emil.Get("/procedures")).Text, StringComparison.Ordinal);

        Assert.Contains("Knock three times", string.Concat((await _clinic.Dora.Get($"/procedures/{variant}/difference")).All("del").Select(word => word.TextContent)), StringComparison.Ordinal);
        Assert.Contains("Knock twice", (await _clinic.Dora.Get($"/procedures/{variant}/update")).Text.Replace("three times", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.NotEmpty((await _clinic.Dora.Get($"/procedures/{variant}")).All(".own-way"));
    }

    [Fact]
    public async Task Of_a_secret_variant_nothing_is_told_by_an_open_base()
    {
        var @base = await Publish(await _clinic.Carl.Add(Open, "box.md"));
        var variant = await _clinic.Carl.Branch(@base, "Quality");
        await _clinic.Carl.Save(variant, _ => Secret);
        await Publish(variant);

        Assert.Empty(await Told(_clinic.Emil, @base, variant, [.. OfTheSecret, variant]));
        Assert.NotEmpty(await Told(_clinic.Emil, @base, variant, OfTheOpen));
        Assert.Empty((await _clinic.Emil.Get($"/procedures/{@base}")).All(".variants li"));
        Assert.Equal(HttpStatusCode.NotFound, (await _clinic.Emil.Get($"/procedures/{variant}/difference")).Status);
        Assert.Single((await _clinic.Dora.Get($"/procedures/{@base}")).All(".variants li"));

        // Its number is taken, and nothing says by what.
        Assert.Equal(@base + "-QUA2", await _clinic.Emil.Branch(@base, "Quality", "qua"));
    }

    [Fact]
    public async Task Words_that_were_a_secret_when_the_variant_was_made_stay_one_when_the_base_is_opened()
    {
        var @base = await _clinic.Carl.Add(Secret, "vault.md");
        var variant = await _clinic.Carl.Branch(@base, "Laboratory");
        await _clinic.Carl.Save(variant, _ => Open);
        await Publish(variant);
        await _clinic.Carl.Save(@base, _ => Open.Replace("Carry", "Lift", StringComparison.Ordinal));
        await Publish(@base);

        Assert.Equal(HttpStatusCode.OK, (await _clinic.Emil.Get($"/procedures/{@base}")).Status);
        // An earlier title in its own journal goes with the base as it is now.
        Assert.Empty(await Told(_clinic.Emil, @base, variant, OfTheSecret[1..]));
        Assert.Contains("Knock three", (await _clinic.Ada.Get($"/procedures/{variant}/difference")).Text.Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
