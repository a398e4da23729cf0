using Handrail.Core;
using Handrail.Core.Discovery;
using Handrail.Core.Procedures;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Discovery.Recordings;

/// <param name="Template">Path in the library; empty where it is beside nothing.</param>
public sealed record RecordingInput(string Title, string Template, string Role);

/// <summary>Begins a recording: a title, and perhaps the procedure of the library it is beside.</summary>
static class StartRecording
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Links.NewRecording, (string? template, [AsParameters] Workbench bench) => Show(new(bench.Library.Find(template ?? "") is { } found ? Placeholders.Named(found.Procedure.Title) : "", template ?? "", ""), null, bench)).Needs(Permission.Member);

        app.MapPost(Links.Recordings, async (HttpRequest request, [AsParameters] Workbench bench) =>
        {
            var form = await request.ReadFormAsync(bench.Stop);
            var input = new RecordingInput(form["title"].ToString().Trim(), form["template"].ToString(), form["role"].ToString());
            return (await Handle(input, bench)).Granted(out var recording, out var refusal) ? Answers.SeeOther(Links.Recording(recording.Id)) : await Show(input, refusal, bench);
        }).Needs(Permission.Member);
    }

    static async Task<IResult> Show(RecordingInput typed, Refusal? refusal, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        var model = new { Typed = typed, Refusal = refusal, Roles = await RolesOf(bench), Library = bench.Library };
        return refusal is null ? Answers.Page<NewRecordingPage>(model) : Answers.PageAgain<NewRecordingPage>(refusal, model);
    }

    /// <summary>Those the member holds or stands in for.</summary>
    static async Task<IReadOnlyList<string>> RolesOf(Workbench bench) =>
        [.. (await WhoHolds.Load(bench.Db, bench.Stop)).Roles.Where(role => role.Holders.Any(holder => holder.Id == bench.By.Id)).Select(role => role.Name)];

    static async Task<Outcome<Recording>> Handle(RecordingInput input, Workbench bench)
    {
        if (input.Title is not { Length: > 0 and <= Recording.LongestTitle } || input.Title.Any(char.IsControl)) return new Refusal.Invalid("title", "Say what you are about to do, in at most 200 characters, beginning with a verb.");
        if (TypedText.Refuses("title", input.Title) is { } unreadable) return unreadable;
        if (input.Template.Length > 0 && bench.Library.Find(input.Template) is null) return AskHow.NoTemplate;
        await using var change = await bench.Begin();
        if (input.Role.Length > 0 && !(await RolesOf(bench)).Contains(input.Role)) return new Refusal.Invalid("role", "You do not hold this role.");
        var recording = new Recording
        {
            Id = Id<Recording>.New(change.At),
            OrganizationId = bench.By.OrganizationId,
            ById = bench.By.Id,
            Title = input.Title,
            Template = input.Template,
            Role = input.Role,
            StartedAt = change.At,
            Session = RecordedSession.Start(change.At).Write(),
        };
        bench.Db.Recordings.Add(recording);
        await change.Append(recording.Subject, new RecordingStarted(recording.Sha256), bench.Stop);
        await change.Commit(bench.Stop);
        return recording;
    }
}
