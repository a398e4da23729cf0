using Handrail.Core;
using Handrail.Server.Data;
using Handrail.Server.Files;
using Handrail.Server.Web;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Doctor;

/// <summary>What every organization rests on: database, disk, clock.</summary>
static class MachineExamination
{
    /// <summary>Less free space than one file may have.</summary>
    const long DiskIsFull = FileStore.LargestFile;
    const long DiskFillsUp = 2_000_000_000;

    /// <summary>Clocks of machines that keep time differ by less.</summary>
    static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    public static async Task<Check> Database(HandrailDb db, CancellationToken stop)
    {
        var check = new Check("Database");
        if (!await db.Database.CanConnectAsync(stop))
        {
            check.Wrong($"There is none, or it cannot be reached: {ProviderDifferences.Describe(db)}");
            return check;
        }
        var (known, applied) = (db.Database.GetMigrations().ToList(), (await db.Database.GetAppliedMigrationsAsync(stop)).ToList());
        if (known.Except(applied).ToList() is [var pending, ..]) check.Wrong($"It is behind this program: {pending} and what follows it is missing. Run Handrail.Server migrate.");
        if (applied.Except(known).ToList() is [.., var newer]) check.Wrong($"It is newer than this program, which does not know {newer}. Use the newer program.");
        foreach (var damage in await ProviderDifferences.Damage(db, stop)) check.Wrong(damage);
        if (check.ProblemCount == 0) await ProviderDifferences.ExamineKeepingApart(db, check.Wrong, check.Remark, stop);
        check.Seen = $"{ProviderDifferences.Describe(db)}, at {applied.LastOrDefault()}";
        return check;
    }

    public static Check Disk(DatabaseSettings settings)
    {
        var check = new Check("Disk");
        if (!Directory.Exists(settings.DataFolder))
        {
            check.Wrong($"There is no data folder {settings.DataFolder}.");
            return check;
        }
        var free = new DriveInfo(settings.DataFolder).AvailableFreeSpace;
        check.Seen = $"{HumanSize.Of(free)} free at {settings.DataFolder}";
        if (free < DiskIsFull) check.Wrong($"Only {HumanSize.Of(free)} are free at {settings.DataFolder}; one evidence file may have {HumanSize.Of(FileStore.LargestFile)}.");
        else if (free < DiskFillsUp) check.Remark($"The disk fills up: {HumanSize.Of(free)} are free.");
        return check;
    }

    /// <param name="latest">The latest entry of any journal.</param>
    public static Check Clock(Instant now, Instant latest)
    {
        var check = new Check("Clock") { Seen = now.ToString() };
        if (latest > now + ClockTolerance) check.Wrong($"It says {now}, but a journal has an entry of {latest}. The clock went back, or was wrong then.");
        return check;
    }
}
