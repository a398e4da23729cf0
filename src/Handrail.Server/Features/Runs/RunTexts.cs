
namespace Handrail.Server.Features.Runs;

static class RunTexts
{
    /// <summary>Placeholders such as {{Leaver}} with what the run knows; what is not known stays as written.</summary>
    public static string Fill(RunView view, string text) => text.Contains("{{", StringComparison.Ordinal) ? view.Markup.Fill(text) : text;
}
