using System.Xml.Linq;
using CsCheck;
using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Flow;
using static Handrail.Core.Tests.Procedures.Flow.Drafted;

namespace Handrail.Core.Tests.Procedures.Flow;

public class FlowSvgTests
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_chart_is_well_formed_whatever_the_procedure_says() => AnyProcedure.Any.Sample(procedure => Parse(procedure), iter: 200);

    [Fact]
    public void A_chart_for_a_page_has_nothing_a_strict_policy_forbids() => AnyProcedure.Any.Sample(procedure =>
    {
        var chart = Parse(procedure, Linked);
        Assert.Empty(chart.Descendants(Svg + "style").Concat(chart.Descendants(Svg + "script")));
        Assert.DoesNotContain(chart.DescendantsAndSelf().Attributes(), attribute => attribute.Name == "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
    }, iter: 50);

    [Fact]
    public void A_file_of_its_own_carries_its_style() => Assert.Contains(".flow-chart", Parse(Procedure([Step("1")]), new() { StandAlone = true }).Element(Svg + "style")!.Value, StringComparison.Ordinal);

    [Fact]
    public void Text_is_never_markup()
    {
        var chart = Parse(Procedure([Step("1", "Run <script>alert(1)</script> & \"wait\" \u0001\ud800")]), new() { Href = _ => "/x?a=1&b=\"2\"" });
        Assert.Contains(chart.Descendants(Svg + "title"), title => title.Value.Contains("<script>alert(1)</script> & \"wait\"", StringComparison.Ordinal));
        Assert.Equal("/x?a=1&b=\"2\"", chart.Descendants(Svg + "a").Single().Attribute("href")!.Value);
    }

    [Fact]
    public void Each_step_is_a_link_with_a_title()
    {
        var chart = Parse(Procedure([Step("1", "Open it"), Asks("2", "Is it?", ("Yes", Continue), ("No", GoTo("1")))], [Step("C1", "Call")]), Linked);
        Assert.Equal(["#s1", "#s2", "#sC1"], chart.Descendants(Svg + "a").Select(link => link.Attribute("href")!.Value));
        Assert.Equal(["1. Open it", "2. Is it?", "C1. Call"], chart.Descendants(Svg + "a").Select(link => link.Element(Svg + "title")!.Value));
    }

    [Fact]
    public void With_links_inside_it_is_a_group_and_without_a_picture_and_named_in_both()
    {
        foreach (var (options, role) in new[] { (Linked, "group"), (new FlowSvgOptions(), "img") })
        {
            var chart = Parse(Procedure([Step("1")]), options);
            Assert.Equal(role, chart.Attribute("role")!.Value);
            var ids = chart.Attribute("aria-labelledby")!.Value.Split(' ');
            Assert.All(ids, id => Assert.Contains(chart.Elements(), element => element.Attribute("id")?.Value == id && element.Value.Length > 0));
        }
    }

    [Fact]
    public void Two_charts_on_a_page_have_different_ids() =>
        Assert.Empty(Ids(Parse(Procedure([Step("1")]), new() { IdPrefix = "a" })).Intersect(Ids(Parse(Procedure([Step("1")]), new() { IdPrefix = "b" }))));

    [Theory]
    [InlineData("1", "flow-step flow-checkpoint is-done")]
    [InlineData("2", "flow-decision is-open")]
    [InlineData("C1", "flow-step flow-contingency is-failed")]
    [InlineData("R1", "flow-step flow-rollback is-skipped")]
    public void Kind_and_state_are_classes(string number, string classes)
    {
        var procedure = Procedure([Step("1") with { Verify = "it reads so" }, Asks("2", "Is it?", ("Yes", Continue))], [Step("C1")], [Step("R1")]);
        var paint = FlowPaint.None with
        {
            Steps = new Dictionary<string, FlowStatus> { ["s1"] = FlowStatus.Done, ["s2"] = FlowStatus.Open, ["sC1"] = FlowStatus.Failed, ["sR1"] = FlowStatus.Skipped },
        };
        var chart = XElement.Parse(FlowSvg.Write(FlowLayout.Of(FlowGraph.Of(procedure)), paint, Linked));
        var node = chart.Descendants(Svg + "a").Single(link => link.Attribute("href")!.Value == "#s" + number).Parent!;
        Assert.Equal(["flow-node", .. classes.Split(' ')], node.Attribute("class")!.Value.Split(' '));
    }

    [Fact]
    public void A_state_is_told_in_words_too()
    {
        var paint = FlowPaint.None with { Steps = new Dictionary<string, FlowStatus> { ["s1"] = FlowStatus.Failed } };
        Assert.Contains("<title>1. Open it (did not work)</title>", FlowSvg.Write(FlowLayout.Of(FlowGraph.Of(Procedure([Step("1", "Open it")]))), paint), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_class_is_in_the_style_sheet_or_only_a_name() => AnyProcedure.Any.Sample(procedure =>
    {
        var used = Parse(procedure, Linked).Descendants().Attributes("class").SelectMany(attribute => attribute.Value.Split(' ')).Distinct();
        string[] names = ["flow-node", "flow-body", "flow-checkpoint", "flow-procedure"];
        Assert.All(used.Except(names), name => Assert.Contains("." + name, FlowSvg.Css, StringComparison.Ordinal));
    }, iter: 50);

    static readonly FlowSvgOptions Linked = new() { Href = step => "#" + step.Anchor };

    static XElement Parse(Procedure procedure, FlowSvgOptions? options = null) => XElement.Parse(FlowSvg.Write(FlowLayout.Of(FlowGraph.Of(procedure)), null, options));

    static IEnumerable<string> Ids(XElement chart) => chart.DescendantsAndSelf().Attributes("id").Select(id => id.Value);
}
