using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Tailoring;

namespace Handrail.Core.Tests.Procedures.Tailoring;

public class ToolSwapTests
{
    const string Text = """
        ---
        title: Reset an Okta password
        tags: [okta]
        ---
        # Reset an Okta password

        ## Purpose
        People get back into Okta, see [the manual](https://help.okta.com/reset) or `okta.sh reset`.

        ## Steps
        1. Open Okta {#okta}
           - System: {{identity_provider}}
           - In Okta: **Directory > People** of Okta.

           ![Okta](images/okta.png)
        2. Tell the person {#tell}
           - Role: Help desk
        3. Write it down {#note}
           - In Okta: add a note.
           - In Microsoft Entra ID: add a comment.
        4. Close {{identity_provider}} {#close}
        """;

    static Procedure Read(string text) => ProcedureReader.Read(text, "reset.md");

    [Fact]
    public void The_new_name_stands_where_the_old_one_stood_in_plain_words()
    {
        var swapped = ToolSwap.In(Read(Text), "Okta", "Microsoft Entra ID");

        Assert.Contains("title: Reset an Microsoft Entra ID password", swapped, StringComparison.Ordinal);
        Assert.Contains("People get back into Microsoft Entra ID, see [the manual](https://help.okta.com/reset) or `okta.sh reset`.", swapped, StringComparison.Ordinal);
        Assert.Contains("1. Open Microsoft Entra ID {#okta}", swapped, StringComparison.Ordinal);
        Assert.Contains("![Microsoft Entra ID](images/okta.png)", swapped, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variant_keeps_its_words_and_the_missing_one_is_left_to_write()
    {
        var swapped = Read(ToolSwap.In(Read(Text), "Okta", "Microsoft Entra ID"));

        Assert.Equal(["Okta", "Microsoft Entra ID"], swapped.Find("okta")!.Details.Select(detail => detail.Tool).OfType<string>());
        Assert.Contains("- In Okta: **Directory > People** of Okta.\n   - In Microsoft Entra ID: TODO: write how this is done in Microsoft Entra ID.", swapped.Source, StringComparison.Ordinal);
        Assert.Equal(["Okta", "Microsoft Entra ID"], swapped.Find("note")!.Details.Select(detail => detail.Tool));
    }

    [Fact]
    public void A_text_that_names_it_nowhere_stays_byte_for_byte()
    {
        const string text = "# Close\r\n\r\n## Steps\r\n1. Close {{identity_provider}}\r\n   - In Okta: leave.\r\n   - In Entra ID: leave.\r\n";

        Assert.Equal(text, ToolSwap.In(Read(text), "Okta", "Microsoft Entra ID"));
    }

    [Fact]
    public void Swapped_there_and_back_the_plain_words_are_as_before()
    {
        const string text = "# Ask Slack\n\n## Steps\n1. Write in Slack that Slack is down\n2. Call\n";

        Assert.Equal(text, ToolSwap.In(Read(ToolSwap.In(Read(text), "Slack", "Zulip")), "Zulip", "Slack"));
    }

    [Fact]
    public void Each_place_that_depends_on_it_is_found_and_no_other()
    {
        var uses = ToolUses.In(Read(Text), "Okta", new HashSet<string> { "identity-provider" });

        Assert.Equal([null, "okta", "note", "close"], uses.Select(use => use.Step?.Anchor));
        Assert.True(uses[0] is { ByName: true, ByPlaceholder: false });
        Assert.True(uses[1] is { ByName: true, ByPlaceholder: true, HasVariant: true, Images: ["images/okta.png"] });
        Assert.True(uses[2] is { ByName: false, ByPlaceholder: false, HasVariant: true });
        Assert.True(uses[3] is { ByName: false, ByPlaceholder: true, HasVariant: false });
        Assert.Empty(ToolUses.In(Read(Text), "Jira", new HashSet<string> { "ticket-system" }));
    }

    [Fact]
    public void Pictures_of_another_tools_variant_are_not_of_this_one()
    {
        var text = Read("# T\n\n## Steps\n1. Open it {#open}\n   - In Okta: like this\n     ![a](a.png)\n   - In Entra ID: like that\n     ![b](b.png)\n");

        Assert.Equal(["a.png"], Assert.Single(ToolUses.In(text, "Okta", new HashSet<string>())).Images);
        Assert.Equal(["b.png"], Assert.Single(ToolUses.In(text, "Entra ID", new HashSet<string>())).Images);
    }
}
