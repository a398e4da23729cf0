using Handrail.Core;
using Handrail.Core.Discovery;
using Handrail.Core.Procedures;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Discovery.Recordings;

/// <param name="By">The name of whoever recorded it.</param>
/// <param name="Template">What it is beside; null where it is beside nothing, or the library has it no more.</param>
/// <param name="Systems">Names to choose from.</param>
/// <param name="IsMine">Then it may be written in, as long as it is open.</param>
public sealed record RecordingModel(Recording Recording, RecordedSession Session, string By, Template? Template, IReadOnlyList<string> Systems, bool IsMine)
{
    /// <summary>The procedure it became, where its reader may know of it: SOP-014.</summary>
    public string? Sop { get; init; }
    /// <summary>The entry whose form is open; null for a new one.</summary>
    public int? Open { get; init; }
    /// <summary>What was typed and not accepted.</summary>
    public Noted? Typed { get; init; }
    public Refusal? Refusal { get; init; }
    /// <summary>What was typed to end it.</summary>
    public string Purpose { get; init; } = "";

    public bool MayWrite => IsMine && Recording.State == RecordingState.Open;

    public string? Error(string field) => Refusal is Refusal.Invalid invalid && invalid.Field == field ? invalid.Message : null;
}

/// <summary>The page on which one writes while one works, and on which a finished recording is read.</summary>
static class ShowRecording
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/recordings/{recording:guid}", (Guid recording, int? entry, [AsParameters] Workbench bench) => Show(recording, model => model with { Open = entry }, bench));

    /// <summary>A step of the library as words: who has not named a tool yet reads its name as words, too.</summary>
    public static string Words(Step step) => Placeholders.Named(step.Instruction);

    public static Task<IResult> Again(Guid id, int? entry, Noted typed, Refusal refusal, Workbench bench) => Show(id, model => model with { Open = entry, Typed = typed, Refusal = refusal }, bench);

    public static async Task<IResult> Show(Guid id, Func<RecordingModel, RecordingModel> with, Workbench bench)
    {
        bench.Db.ChangeTracker.Clear();
        if (await ActOnRecording.Find(id, bench) is not { } recording) return Answers.Refuse(ActOnRecording.Nowhere);
        var by = await bench.Db.Members.AsNoTracking().Where(member => member.Id == recording.ById).Select(member => member.Name).SingleAsync(bench.Stop);
        var sop = recording.SopId is { } sopId ? await bench.Db.Sops.AsNoTracking().SingleOrDefaultAsync(row => row.Id == sopId, bench.Stop) : null;
        var isMine = recording.ById == bench.By.Id;
        var systems = isMine ? (await Inventory.InUse(bench.Db, bench.Stop)).SelectMany(system => new[] { system.Name, system.InWords }).Distinct().ToList() : [];
        var model = with(new(recording, recording.Read(), by, bench.Library.Find(recording.Template), systems, isMine) { Sop = sop?.Label });
        return model.Refusal is { } refusal ? model.MayWrite ? Answers.PageAgain<RecordingPage>(refusal, new { Model = model }) : Answers.Refuse(refusal) : Answers.Page<RecordingPage>(new { Model = model });
    }
}
