using CsCheck;

namespace Handrail.Core.Tests.Procedures.Editing;

/// <summary>Procedures as different people write them: other numbers, bullets, indentation, line ends, and everything a step can hold.</summary>
static class AnyText
{
    static readonly Gen<string> Words = Gen.OneOf(
        "Disable the account", "Disable the account", "Revoke *every* token", "Run `rm -rf /tmp/x`", "Ask [HR](https://example.org/hr)", "Überprüfe das Konto", "Wait for {{Leaver}}", "Call 112", "Note 3. of them", "A & B < C",
        "Look at ![it](a.png)", "Check the log_file_name", "Is it so?", "漏洞扫描");

    static readonly Gen<string> Line = Gen.OneOf(
        "Role: HR", "Role: HR", "System: {{identity_provider}}", "Within: 1 hour of start", "Verify: it **works**", "Evidence: a screenshot", "Record: Ticket (text, required)", "Record: Items (checklist: laptop, phone)", "Only if: x is Yes",
        "In Okta: **Directory > People**", "In AWS: run `aws iam list-users`", "If it fails: roll back", "Optional", "**Wait:** 2 days", "Yes: continue", "No: stop", "a plain bullet", "Approval: Security lead");

    static readonly Gen<string> Block = Gen.OneOf(
        "Some words.", "Some words\nover two lines.", "```\n1. not a step\n   - Role: nobody\n```", "| a | b |\n| - | - |\n| 1 | 2 |", "> quoted\n> text", "![](picture.png)", "    indented code\n    more", "- plain\n- bullets", "~~~sh\n# no heading\n~~~", "<!-- a comment -->");

    sealed record Style(string Mark, int Pad, char Bullet, bool Loose, bool Same, bool Anew, string NewLine);

    static readonly Gen<Style> Styles =
        from mark in Gen.OneOf(".", ".", ")")
        from pad in Gen.OneOf(1, 1, 1, 2, 3)
        from bullet in Gen.OneOf('-', '-', '*', '+')
        from loose in Gen.Bool
        from same in Gen.OneOf(false, false, true)
        from anew in Gen.Bool
        from newLine in Gen.OneOf("\n", "\n", "\r\n")
        select new Style(mark, pad, bullet, loose, same, anew, newLine);

    sealed record Item(string Words, bool Anchored, string[] Lines, string[] Blocks, Item[] Children);

    static Gen<Item> Items(int depth) =>
        from words in Words
        from anchored in Gen.Bool
        from lines in Line.Array[0, 3]
        from blocks in Block.Array[0, 2]
        from few in Gen.Int[0, 3]
        from children in depth > 0 && few == 0 ? Items(depth - 1).Array[1, 3] : Gen.Const(Array.Empty<Item>())
        select new Item(words, anchored, few == 1 ? [] : lines, few < 2 ? blocks : [], children);

    sealed record Group(string Title, Item[] Items);

    static Gen<Group[]> Groups(Gen<int> count) =>
        from sizes in Gen.Select(Gen.OneOf("", "### Cut access", "### Recover (any order)"), Items(2).Array[1, 6]).Array[count]
        select sizes.Select((size, i) => new Group(i == 0 ? size.Item1 : size.Item1.Length == 0 ? $"### Phase {i}" : size.Item1.Replace("###", $"### {i}th", StringComparison.Ordinal), size.Item2)).ToArray();

    /// <summary>Up to a good dozen steps, a way out and a way back.</summary>
    public static readonly Gen<string> Any =
        from style in Styles
        from head in Gen.OneOf("", "---\ntitle: A\nowner: HR\ncontrols: [iso27001:A.5.1]\n---\n\n", "---\n# why\ncontrols:\n  - soc2:CC6.2\n  - b\nreview: 12 months\nhouse: north\n---\n")
        from title in Gen.OneOf("# Offboard\n\n", "Offboard\n===\n\n")
        from before in Gen.OneOf("", "## Purpose\nWhy.\n\n", "## Scope\n\nWhom.\n\n## Before you start\n\n- Record: Leaver (member)\n\n")
        from main in Groups(Gen.Int[1, 3])
        from side in Groups(Gen.Int[0, 1])
        from after in Gen.OneOf("", "\n## Records\n\nKept.\n", "\n## Escalation\n\n| When | Who |\n| - | - |\n| a | b |\n")
        select (head + title + before + "## Steps\n\n" + Written(main, style) + (side.Length == 0 ? "" : "\n## Rollback\n\n" + Written(side, style)) + after).Replace("\n", style.NewLine, StringComparison.Ordinal);

    static string Written(Group[] groups, Style style)
    {
        var (text, number) = ("", 0);
        foreach (var group in groups)
        {
            if (style.Anew) number = 0;
            if (group.Title.Length > 0) text += (text.Length > 0 ? "\n" : "") + group.Title + "\n\n";
            text += Written(group.Items, style, "", ref number);
        }
        return text;
    }

    static string Written(Item[] items, Style style, string indent, ref int number)
    {
        var text = "";
        foreach (var item in items)
        {
            number++;
            var marker = $"{(style.Same ? 1 : number)}{style.Mark}{new string(' ', style.Pad)}";
            var inner = indent + new string(' ', marker.Length);
            text += $"{indent}{marker}{item.Words}{(item.Anchored ? $" {{#s{indent.Length}-{number}-{item.Words.Length}}}" : "")}\n";
            foreach (var line in item.Lines) text += $"{inner}{style.Bullet} {line}\n";
            foreach (var block in item.Blocks) text += $"\n{inner}{block.Replace("\n", "\n" + inner, StringComparison.Ordinal)}\n";
            var below = 0;
            if (item.Children.Length > 0) text += (item.Blocks.Length > 0 ? "\n" : "") + Written(item.Children, style, inner, ref below);
            if (style.Loose && indent.Length == 0) text += "\n";
        }
        return text;
    }

    /// <summary>Lines of every kind in any order: nothing anybody means.</summary>
    public static readonly Gen<string> Rubble = Gen.OneOf(
        "---", "title: A", "owner:", "# A", "## Purpose", "## Steps", "### Phase (any order)", "## Rollback", "1. Disable the account {#a}", "2. If it is bad, go to step 4; otherwise go to step 1", "3. Is it? {#a}", "- [ ] Check it", "1) Collect logs",
        "   - Role: HR", "   - Yes: go to step 2", "   - No: go to [a](#a)", "   - If it fails: go to 3", "   - In Okta: click", "   1. Revoke", "      - Role: HR", "      2. x", "   ```", "```", "", "", "    indented", "> quoted", "> 1. Copy", "| a | b |", "| - | - |",
        "text <!-- ", "-->", "{{", "{#", "[", "](", "\ud83d", "\t1. Tab", "\t- Role: tab", "1.\ttab", "a. Lettered", "b. Lettered", "**Step 1** Bold", "**Bold**", "Setext", "===", "---", "### Step 1: Do it", "### Step 2: Do that", "10. Ten", "1.", "-", "1. 1. both", "hard  ", "\\", "&nbsp;", "\u0000", "\uFEFF")
        .Array[0, 25].SelectMany(lines => Gen.OneOf("\n", "\n", "\r\n", "\r").Select(end => string.Join(end, lines)));
}
