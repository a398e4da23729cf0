using System.Reflection;
using System.Text.RegularExpressions;
using Handrail.Core;

namespace Handrail.Server.Tests;

/// <summary>Rules of the code that no compiler knows.</summary>
public sealed partial class ArchitectureTests
{
    static readonly Assembly Core = typeof(Outcome<>).Assembly;
    static readonly Assembly Server = typeof(Program).Assembly;
    static readonly Assembly Cli = Assembly.Load("handrail");

    /// <summary>The two doors, the background, and where a library's complaint about bytes from outside is turned into an answer.</summary>
    static readonly string[] MayCatch = ["Web/", "Commands/CommandLine.cs", "Work/", "Features/Backups/ReadBackup.cs: Exception", "Features/Procedures/Importing/BroughtFiles.cs: InvalidDataException", "Features/Journal/JournalKeys.cs: CryptographicException"];

    /// <summary>Where a question has to be asked across organizations: who is it that signs in, where are they members, which one is meant at the console, what is due anywhere, who else holds this file?</summary>
    static readonly string[] MayLookAcross = ["Features/Backups/RestoreBackup.cs", "Features/Discovery/AnswerInterview.cs", "Features/Doctor/Examination.cs", "Features/Doctor/MailExamination.cs", "Features/People/CreateAdministrator.cs", "Features/People/Memberships.cs", "Features/Reviews/NewEdition.cs", "Features/Setup/Demonstration/EraseDemonstration.cs", "Web/ApiTokenScheme.cs", "Web/CurrentMember.cs", "Web/SignedIn.cs", "Work/MailClock.cs", "Work/PublicationClock.cs", "Work/ReminderClock.cs", "Work/RunClock.cs"];

    /// <summary>Free numbers, numbers of versions, whether the bytes are held already, hashes without their texts, the derivation of who reads, runs that go on, names to be withheld.</summary>
    static readonly string[] MayReadUnseen = ["Features/Compliance/MeasureRuns.cs", "Features/Procedures/Access/NameReaders.cs", "Features/Procedures/Access/Readership.cs", "Features/Procedures/Access/Unseen.cs", "Features/Procedures/Acknowledging/Acknowledged.cs", "Features/Procedures/AddProcedure.cs", "Features/Procedures/ProcedureTexts.cs", "Features/Procedures/Publishing/DossierAround.cs", "Features/Reviews/ReviewFollower.cs", "Features/Runs/ActOnRun.cs", "Features/Runs/ImportRecord.cs", "Features/Runs/RunPack.cs", "Features/Runs/StartRun.cs", "Files/StoredFiles.cs"];

    [Theory]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Microsoft.EntityFrameworkCore")]
    [InlineData("Microsoft.Extensions")]
    [InlineData("Microsoft.Data")]
    [InlineData("Npgsql")]
    [InlineData("Handrail.")]
    public void Core_knows_nothing_of(string library) =>
        Assert.DoesNotContain(Core.GetReferencedAssemblies(), reference => reference.Name!.StartsWith(library, StringComparison.Ordinal));

    [Fact]
    public void The_command_line_tool_does_not_need_the_server() =>
        Assert.DoesNotContain(Cli.GetReferencedAssemblies(), reference => reference.Name == Server.GetName().Name || reference.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void Names_come_from_the_field()
    {
        string[] banned = ["Service", "Manager", "Helper", "Dto", "Utils", "Util", "Impl", "Repository", "Mediator", "Mapper"];

        var found = new[] { Core, Server, Cli }.SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.Name.Contains('<') && type.Namespace?.StartsWith("Handrail", StringComparison.Ordinal) == true)
            .Where(type => banned.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal)));

        Assert.Empty(found.Select(type => type.FullName));
    }

    [Fact]
    public void Failures_are_caught_in_one_place()
    {
        var found = Sources("src/Handrail.Server").SelectMany(file => Catches().Matches(file.Text).Select(match => $"{file.Path}: {match.Groups[1].Value}"))
            .Where(place => !MayCatch.Any(allowed => place.StartsWith(allowed, StringComparison.Ordinal)));

        Assert.Empty(found);
    }

    [Fact]
    public void Only_a_few_places_look_across_organizations()
    {
        var found = Sources("src/Handrail.Server").Where(file => file.Path != "Data/HandrailDb.cs" && Across().IsMatch(file.Text)).Select(file => file.Path);

        Assert.Equal(MayLookAcross, found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_a_few_places_see_what_the_reader_may_not()
    {
        var found = Sources("src/Handrail.Server").Where(file => file.Path != "Data/HandrailDb.cs" && Unseen().IsMatch(file.Text)).Select(file => file.Path);

        Assert.Equal(MayReadUnseen, found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_one_file_asks_which_database_it_is()
    {
        var found = Sources("src/Handrail.Server").Where(file => !file.Path.StartsWith("Data/", StringComparison.Ordinal) && DatabaseNames().IsMatch(file.Text)).Select(file => file.Path);

        Assert.Empty(found);
    }

    [Fact]
    public void Files_stay_short()
    {
        var found = new[] { "src/Handrail.Core", "src/Handrail.Server", "src/Handrail.Cli" }.SelectMany(Sources)
            .Select(file => (file.Path, Lines: file.Text.Count(letter => letter == '\n'))).Where(file => file.Lines > 300);

        Assert.Empty(found);
    }

    static IEnumerable<(string Path, string Text)> Sources(string folder)
    {
        var root = Path.Combine(Root(), folder);
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal) && !path.Contains("Migrations/", StringComparison.Ordinal))
            .Select(path => (path, File.ReadAllText(Path.Combine(root, path))));
    }

    internal static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Handrail.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests do not lie inside the repository.");
    }

    [GeneratedRegex(@"\b(IgnoreQueryFilters|LookAcross)\(\)")]
    private static partial Regex Across();

    [GeneratedRegex(@"\bIgnoreQueryFilters\(\[ReaderFilter\.Name\]\)|\bReadUnseen\(\)")]
    private static partial Regex Unseen();

    [GeneratedRegex(@"\bcatch\b\s*\(?\s*([\w.]*)")]
    private static partial Regex Catches();

    [GeneratedRegex(@"\b(Sqlite\w+|Npgsql\w+|PostgresException)\b")]
    private static partial Regex DatabaseNames();
}
