namespace Handrail.Server.Tests.Harness;

/// <summary>A firm where Dora is in the group Clinic staff and Gil is the practice manager, whom procedures name as their owner.</summary>
public sealed class Clinic : IAsyncLifetime
{
    readonly Firm _firm = new();

    public Office Office => _firm.Office;
    public Browser Ada => _firm.Ada;
    /// <summary>Writes.</summary>
    public Browser Carl => _firm.Carl;
    /// <summary>In the group.</summary>
    public Browser Dora => _firm.Dora;
    /// <summary>A member whom nothing names.</summary>
    public Browser Emil => _firm.Emil;
    public Browser Fay => _firm.Fay;
    /// <summary>Holds the role of the owner.</summary>
    public Browser Gil { get; private set; } = null!;
    /// <summary>The auditor.</summary>
    public Browser Ida => _firm.Ida;

    /// <summary>By first name.</summary>
    public IReadOnlyList<(string Name, Browser Browser)> People => [("Ada", Ada), ("Bea", _firm.Bea), ("Carl", Carl), ("Dora", Dora), ("Emil", Emil), ("Fay", Fay), ("Gil", Gil), ("Ida", Ida)];

    public async ValueTask InitializeAsync()
    {
        await _firm.InitializeAsync();
        Gil = await Office.Join("Gil Rowan");
        await Office.Server.GiveRole("Gil Rowan", "Practice manager");
        await Fill("Clinic staff", "Dora Yew");
        // So that one person can put a text in force.
        await Ada.SetRule("", 1, null, "Always");
    }

    public ValueTask DisposeAsync() => _firm.DisposeAsync();

    /// <summary>From now on exactly these are in the group.</summary>
    public async Task Fill(string group, params string[] members)
    {
        await Ada.Post("/settings/groups", ("name", group));
        var page = await Ada.Get("/settings/groups/" + group.ToLowerInvariant().Replace(' ', '-'));
        var ids = page.All("label.choice").Where(label => members.Any(name => label.TextContent.Contains(name, StringComparison.Ordinal))).Select(label => ("member", label.QuerySelector("input")!.GetAttribute("value")!)).ToArray();
        Assert.Equal(members.Length, ids.Length);
        await Ada.Post("/settings/groups/" + group.ToLowerInvariant().Replace(' ', '-'), ids);
    }
}
