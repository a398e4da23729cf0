using Handrail.Core.Journal;

namespace Handrail.Core.Compliance;

/// <summary>What comes after the name in the journal.</summary>
static class LibrarySentences
{
    public static string? Predicate(Fact fact) => fact switch
    {
        TemplateKept { Edition: 1 } f => $"put the template “{f.Title}” into the library ({f.Origin}).",
        TemplateKept f => $"put edition {f.Edition} of the template “{f.Title}” into the library ({f.Origin}).",
        TemplateWithdrawn f => $"took the template “{f.Title}” out of the library.",
        PackKept { Edition: 1 } f => $"put the pack “{f.Title}” into the library ({f.Origin}).",
        PackKept f => $"changed the pack “{f.Title}” of the library ({f.Origin}).",
        PackWithdrawn f => $"took the pack “{f.Title}” out of the library.",
        LibraryShared f => $"shared “{f.Title}” with {f.Organization}.",
        _ => null,
    };
}
