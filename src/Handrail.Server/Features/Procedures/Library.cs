using Handrail.Core.Compliance;
using Handrail.Core.Discovery;
using Handrail.Core.Procedures;
using Handrail.Server.Features.Procedures.Own;
using Handrail.Server.Files;

namespace Handrail.Server.Features.Procedures;

/// <param name="Path">family/file-name.md below library/procedures; of the organization's own, own/family/file-name.md.</param>
public sealed record Template(string Path, string Family, Procedure Procedure)
{
    /// <summary>Null where it was shipped.</summary>
    public OwnTemplate? Own { get; init; }

    /// <summary>By the path the text names them with.</summary>
    public IReadOnlyDictionary<string, FileContent> Pictures { get; init; } = new Dictionary<string, FileContent>();

    public string FileName => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Of its text: another edition has another.</summary>
    public string Sha256 { get; } = ProcedureTexts.Hash(Procedure.Source);
}

/// <summary>The shipped procedures, policies, packs and frameworks: read once from the files beside the program.</summary>
public sealed class Library
{
    readonly Lazy<Catalogue> _catalogue;
    readonly Lazy<IReadOnlyList<Template>> _templates;
    readonly Lazy<IReadOnlySet<string>> _controls;

    public Library(string folder)
    {
        _catalogue = new(() => Directory.Exists(folder) ? Catalogue.Of(Files(folder)) : Catalogue.Empty);
        _controls = new(() => Catalogue.ControlIds());
        _templates = new(() => [.. Catalogue.Procedures.Select(file => new Template(file.Key, file.Key.Split('/')[0], file.Value))]);
    }

    public Catalogue Catalogue => _catalogue.Value;

    public IReadOnlyList<Template> Templates => _templates.Value;

    /// <summary>As procedures name them: iso27001:A.5.18. Of all frameworks, also those that nobody here has to meet.</summary>
    public IReadOnlySet<string> ControlIds => _controls.Value;

    public Template? Find(string path) => Templates.FirstOrDefault(template => template.Path == path);

    /// <summary>By its file name, wherever it is filed now.</summary>
    public Template? Named(string fileName) => Templates.FirstOrDefault(template => template.FileName == fileName);

    public InterviewGuide? GuideOf(string family) => Catalogue.Guides.FirstOrDefault(guide => guide.Family == family);

    static IEnumerable<(string Path, string Text)> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => (Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText(file)));
}
