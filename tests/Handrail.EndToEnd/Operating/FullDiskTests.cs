using System.Net;
using System.Text.Json;
using Handrail.EndToEnd.Harness;

namespace Handrail.EndToEnd.Operating;

/// <summary>The disk fills up while people work: they are told, nothing that was confirmed is lost, and it goes on when there is room.</summary>
public sealed class FullDiskTests
{
    const string Told = "The disk of the server is full. Nothing was saved; free some space and send it again.";

    static readonly string Text = new('x', 20_000);

    [Fact]
    public async Task A_full_disk_is_said_nothing_is_lost_and_it_works_again_when_there_is_room()
    {
        await using var disk = await SmallDisk.Make(megabytes: 24);
        var data = Path.Combine(disk.Folder, "data");
        Directory.CreateDirectory(data);
        await using var server = await RunningServer.Start(data);
        using var ada = await Client.Claim(server);
        var run = await ada.Start(await ada.Publish("# Lock up\n\n## Steps\n1. Lock the door {#lock}\n2. Go home {#home}\n"));
        Assert.Equal(HttpStatusCode.SeeOther, (await ada.Attach(run, "lock", "before.bin", new byte[1000])).StatusCode);
        disk.Fill();

        var notes = await NotesUntilRefused(ada, run);
        await IsTold(await ada.Act(run, "completion", "lock", ("outcome", "done")), "application/problem+json");
        await IsTold(await ada.Attach(run, "lock", "during.bin", new byte[500_000]), "text/html");
        await IsTold(await Form(ada, run, "completion", ("outcome", "done")), "text/html");
        Assert.Equal(HttpStatusCode.OK, (await ada.Http.GetAsync($"/runs/{run}/record", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(0, (await ada.See(run)).Done);

        disk.MakeRoom();

        Assert.Equal(HttpStatusCode.SeeOther, (await ada.Attach(run, "lock", "during.bin", new byte[500_000])).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await Form(ada, run, "completion", ("outcome", "done"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ada.Act(run, "completion", "home", ("outcome", "done"))).StatusCode);
        Assert.Equal(2, (await ada.See(run)).Done);
        var record = await ada.Http.GetStringAsync($"/runs/{run}/record", TestContext.Current.CancellationToken);
        Assert.Equal(notes, record.Split(Text).Length - 1);
        var doctor = await RunningServer.Command(data, [], "doctor");
        Assert.DoesNotContain(doctor.Out.Split('\n'), line => line.StartsWith("WRONG", StringComparison.Ordinal) && !line.Contains("Disk", StringComparison.Ordinal));
        Assert.Contains("WRONG  Disk", doctor.Out, StringComparison.Ordinal);
    }

    /// <summary>What the database has already taken of the disk still holds a few.</summary>
    /// <returns>How many were confirmed.</returns>
    static async Task<int> NotesUntilRefused(Client ada, string run)
    {
        for (var notes = 0; notes < 500; notes++)
        {
            var answer = await ada.Act(run, "note", null, ("text", Text));
            if (answer.StatusCode == HttpStatusCode.OK) continue;
            await IsTold(answer, "application/problem+json");
            return notes;
        }
        throw new InvalidOperationException("The disk is full, and 500 notes were taken.");
    }

    static Task<HttpResponseMessage> Form(Client ada, string run, string act, params (string Name, string Value)[] fields) =>
        ada.Http.PostAsync($"/runs/{run}/steps/lock/{act}", new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), TestContext.Current.CancellationToken);

    static async Task IsTold(HttpResponseMessage answer, string mediaType)
    {
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}: {body}");
        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
        if (mediaType == "text/html") Assert.Contains(Told, body, StringComparison.Ordinal);
        else Assert.Equal((Told, "unavailable"), (JsonDocument.Parse(body).RootElement.GetProperty("title").GetString(), JsonDocument.Parse(body).RootElement.GetProperty("code").GetString()));
    }
}
