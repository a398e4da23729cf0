namespace Handrail.Server.Features.Procedures.Updating;

/// <summary>What people read where a procedure follows something; its own words where the two kinds have them, for the same page.</summary>
/// <param name="Of">The title of the page, with {0} for the number.</param>
/// <param name="Why">Why there is a draft.</param>
public sealed record UpdateWords(string Of, string Name, string Changed, string Same, string NothingNewer, string NothingToSay, string New, string Take, string Leave, string Why)
{
    public static UpdateWords OfTemplate { get; } = new(
        "The template of {0}", "The template", "The template has improved", "The template is the one you know", "There is no newer edition in the library.", "Its new edition says nothing that your text does not say already.",
        "New in the template", "Take it as the template has it", "What you leave stays as you have it and is not offered again until the template changes there. “Not now” asks again with the next edition.", "The template has improved.");

    public static UpdateWords OfBase { get; } = new(
        "The base of {0}", "The base", "The base has changed", "The base is the one it follows", "Nothing newer of it is in force.", "Its new version says nothing that this text does not say already.",
        "New in the base", "Take it as the base has it", "What you leave stays this department's own and is not offered again until the base changes there. “Not now” asks again with the next version.", "The base has changed.");
}
