using Handrail.Server.Data;
using Handrail.Server.Features.Journal;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Importing;
using Handrail.Server.Features.Procedures.Reading;
using Handrail.Server.Features.Runs;
using Handrail.Server.Features.Settings;
using Handrail.Server.Features.Setup;
using Handrail.Server.Features.Today;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Handrail.Server.Work;
using Microsoft.AspNetCore.Http.Features;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
var database = DatabaseSettings.From(builder.Configuration);

builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = Limits.OrdinaryBody;
});
if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls("http://localhost:5080");

builder.Services.AddHandrailDb(database);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(new FileStore(Path.Combine(database.DataFolder, "files")));
builder.Services.AddSingleton<LiveFeed>();
builder.Services.AddSingleton<ProcedureTexts>();
builder.Services.AddSingleton<Articles>();
builder.Services.AddSingleton<PageCache>();
builder.Services.AddSingleton<KeptPages>();
builder.Services.AddSingleton(new Library(Path.Combine(AppContext.BaseDirectory, "library")));
builder.Services.AddSingleton<ClaimCode>();
builder.Services.AddSingleton<JournalKeys>();
builder.Services.AddMemoryCache(cache => cache.SizeLimit = 20_000);
builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = Limits.Upload);
builder.Services.AddLocalization();
builder.Services.AddRazorComponents();
builder.Services.AddSignIn();
builder.Services.AddSingleton<RunClock>();
builder.Services.AddHostedService(services => services.GetRequiredService<RunClock>());
builder.Services.AddOpenApi();

var app = builder.Build();
await Schema.Update(app.Services);

app.UseMiddleware<Failures>();
app.UseSecurityHeaders();
app.UseRequestLocalization("en");
app.UseAssets();
app.UseRouting();
app.UseAuthentication();
app.UseMiddleware<MemberGate>();
app.UseMiddleware<UnsafeRequestGuard>();
app.UseAuthorization();

ClaimInstallation.Map(app);
SignIn.Map(app);
AcceptInvitation.Map(app);
ChangePassword.Map(app);
SecondFactorSettings.Map(app);
ApiTokens.Map(app);
InviteMember.Map(app);
BringFiles.Map(app);
ImportPreview.Map(app);
TakeFromLibrary.Map(app);
FindProcedures.Map(app);
PublishRevision.Map(app);
ReadProcedure.Map(app);
RunDoors.Map(app);
RunViews.Map(app);
RunPack.Map(app);
FindRuns.Map(app);
ReadJournal.Map(app);
ProcedureApi.Map(app);
RunApi.Map(app);
app.MapOpenApi("/api/openapi.json");
ServeFile.Map(app);
TodayModel.Map(app);
app.MapFallback(Answers.Nothing).AllowAnonymous();

await app.StartAsync();
await Greeting.Print(app);
await app.WaitForShutdownAsync();

/// <summary>Named so that tests can start the whole server.</summary>
public partial class Program;
