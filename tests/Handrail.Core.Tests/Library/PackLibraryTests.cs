using Handrail.Core.Compliance;
using Handrail.Core.Compliance.Proposing;

namespace Handrail.Core.Tests.Library;

/// <summary>The shipped packs and frameworks: everything they name exists.</summary>
public class PackLibraryTests
{
    public static TheoryData<string> Packs => [.. Shipped.Catalogue.Packs.Select(pack => pack.Id)];

    [Fact]
    public void There_is_one_for_each_kind_of_organization() => Assert.Equal(["ai-company", "small-business", "technology-startup"], Shipped.Catalogue.Packs.Select(pack => pack.Id));

    [Theory, MemberData(nameof(Packs))]
    public void Reads_without_remarks_and_says_whom_it_is_for(string id)
    {
        var pack = Pack(id);
        Assert.Empty(pack.Notes.Select(note => note.Message));
        Assert.All([pack.Title, pack.For, pack.Summary], words => Assert.False(string.IsNullOrWhiteSpace(words)));
    }

    [Theory, MemberData(nameof(Packs))]
    public void Names_only_what_exists(string id)
    {
        var pack = Pack(id);
        var procedures = Shipped.Catalogue.Procedures;
        Assert.All(pack.Entries, entry => Assert.Contains(entry.Procedure, procedures));
        Assert.All(pack.Entries.SelectMany(entry => entry.InsteadOf), instead => Assert.Contains(instead, procedures));
        Assert.All(pack.OnlyHere, only => Assert.Contains(procedures.Keys, path => path == only || path.StartsWith(only + "/", StringComparison.Ordinal)));
        Assert.All(pack.WithFrameworks, framework => Assert.Contains(Shipped.Catalogue.Frameworks, known => known.Id == framework));
    }

    [Theory, MemberData(nameof(Packs))]
    public void Says_why_in_one_sentence_of_its_own(string id)
    {
        var reasons = Shipped.Catalogue.Packs.SelectMany(pack => pack.Entries).Select(entry => entry.Why).CountBy(why => why).ToDictionary();
        Assert.All(Pack(id).Entries, entry => Assert.True(entry.Why.EndsWith('.') && char.IsUpper(entry.Why[0]) && entry.Why.Length < 140 && reasons[entry.Why] == 1, entry.Why));
    }

    [Theory, MemberData(nameof(Packs))]
    public void Holds_more_than_is_proposed_at_first_and_every_family(string id)
    {
        var entries = Pack(id).Entries;
        Assert.InRange(entries.Count, 20, 45);
        Assert.All(["user-account-management", "patch-management", "backup-and-recovery", "incident-response", "change-management", "vulnerability-scanning"], family => Assert.Contains(entries, entry => entry.Procedure.StartsWith(family, StringComparison.Ordinal)));
    }

    /// <summary>Whoever takes a whole pack has every procedure that one of its steps waits for, also on the way back.</summary>
    [Theory, MemberData(nameof(Packs))]
    public void Holds_every_procedure_that_one_of_its_steps_runs(string id)
    {
        var held = Pack(id).Entries.Select(entry => entry.Procedure).ToHashSet();
        Assert.Empty(
            from procedure in held
            from run in Leads.RunBy(Shipped.Catalogue, procedure)
            where !held.Contains(run)
            select $"{procedure} runs {run}");
    }

    [Fact]
    public void Every_file_of_a_framework_can_be_read()
    {
        Assert.Empty(Shipped.Catalogue.Unread);
        Assert.Equal(Shipped.Files.Count(file => file.Path.StartsWith("frameworks/", StringComparison.Ordinal)), Shipped.Catalogue.Frameworks.Count);
        Assert.All(["iso27001", "soc2", "nist-csf", "nist-800-53", "hipaa", "gdpr", "ccpa", "dora", "nis2", "iso42001"], id => Assert.Contains(Shipped.Catalogue.Frameworks, framework => framework.Id == id));
        Assert.All(Shipped.Catalogue.Frameworks, framework => Assert.Equal(framework.Controls.Count, framework.Controls.Select(control => control.Id).Distinct().Count()));
    }

    /// <summary>Somebody who has to meet it finds procedures and clauses that answer to it.</summary>
    [Theory]
    [InlineData("iso27001", 50), InlineData("soc2", 40), InlineData("nist-csf", 50), InlineData("nist-800-53", 50), InlineData("hipaa", 20), InlineData("gdpr", 10), InlineData("ccpa", 10), InlineData("dora", 20), InlineData("nis2", 40), InlineData("iso42001", 5)]
    public void Every_framework_is_served(string id, int least)
    {
        Assert.True(Shipped.Catalogue.Procedures.Values.Count(procedure => procedure.Header.Controls.Any(control => control.StartsWith(id + ":", StringComparison.Ordinal))) >= least);
        Assert.Contains(Shipped.Catalogue.Policies.SelectMany(policy => policy.Clauses), clause => clause.Controls.Any(control => control.StartsWith(id + ":", StringComparison.Ordinal)));
    }

    /// <summary>Ids come from published lists; titles are our own words, so none may repeat a title of a standard under copyright.</summary>
    [Theory]
    [InlineData("iso27001", "iso27001-2022-annex-a.tsv", 0, true)]
    [InlineData("nist-csf", "nist-csf-2.0.tsv", 0, true)]
    [InlineData("nist-800-53", "nist-800-53-r5.tsv", 1, false)]
    public void Control_ids_are_those_of_the_published_list(string id, string list, int column, bool isWhole)
    {
        Assert.SkipUnless(SharedFolder.Find("reference/data") is not null, "The published lists are not here.");
        var rows = File.ReadLines(Path.Combine(SharedFolder.Find("reference/data")!, list)).Skip(1).Select(line => line.Split('\t')).ToList();
        var published = rows.Select(row => row[column]).ToHashSet();
        var controls = Shipped.Catalogue.Frameworks.Single(framework => framework.Id == id).Controls;
        var ours = controls.Select(control => control.Id).Where(control => id != "iso27001" || control.StartsWith("A.", StringComparison.Ordinal)).ToHashSet();
        Assert.Subset(published, ours);
        if (isWhole) Assert.Equal(published.Count(control => control.Contains('-') || control.StartsWith("A.", StringComparison.Ordinal)), ours.Count);
        if (id == "iso27001") Assert.DoesNotContain(controls, control => rows.Any(row => row[1].Equals(control.Title, StringComparison.OrdinalIgnoreCase)));
    }

    static Pack Pack(string id) => Shipped.Catalogue.Packs.Single(pack => pack.Id == id);
}
