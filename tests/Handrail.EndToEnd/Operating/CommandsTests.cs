using Handrail.EndToEnd.Harness;

namespace Handrail.EndToEnd.Operating;

/// <summary>What an operator types on the machine of the server.</summary>
public sealed class CommandsTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("handrail-commands-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string Data => Path.Combine(_folder, "data");

    Task<Answered> Run(params string[] words) => RunningServer.Command(_folder, [("Data:Folder", Data)], words);

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("doctor")]
    [InlineData("create-admin")]
    [InlineData("migrate")]
    public async Task Every_command_is_in_the_help_and_explains_itself_with_an_example(string command)
    {
        Assert.Contains($"\n  {command} ", (await Run("--help")).Out, StringComparison.Ordinal);

        var help = await Run(command, "--help");

        Assert.Equal((0, ""), (help.Code, help.Error));
        Assert.Contains($"Example:\n  Handrail.Server {command}", help.Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_word_that_is_no_command_is_refused_and_nothing_is_started()
    {
        var answered = await Run("bakup");

        Assert.Equal((2, ""), (answered.Code, answered.Out));
        Assert.Contains("bakup", answered.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ready", answered.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_cannot_be_meant_are_refused_with_the_setting_named()
    {
        var answered = await RunningServer.Command(_folder, [("Database:Provider", "clay-tablet")], "migrate");

        Assert.Equal((2, "", "Database:Provider is \"clay-tablet\"; it can be sqlite or postgres.\n"), (answered.Code, answered.Out, answered.Error));
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_said_without_its_password()
    {
        var answered = await RunningServer.Command(_folder, [("Data:Folder", Data), ("Database:Provider", "postgres"), ("Database:ConnectionString", "Host=127.0.0.1;Port=9;Username=handrail;Password=very-secret;Database=handrail")], "migrate");

        Assert.Equal((6, ""), (answered.Code, answered.Out));
        Assert.StartsWith("The database cannot be used: ", answered.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", answered.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrating_says_from_where_to_where_and_the_second_time_that_there_is_nothing_to_do()
    {
        var first = await Run("migrate");
        var second = await Run("migrate");

        Assert.StartsWith("The database was brought from nothing to ", first.Out, StringComparison.Ordinal);
        Assert.StartsWith("Nothing to do: ", second.Out, StringComparison.Ordinal);
        Assert.Equal((0, 0), (first.Code, second.Code));
    }

    [Fact]
    public async Task A_new_installation_is_founded_at_the_console_and_its_password_is_on_standard_output_alone()
    {
        var made = await Run("create-admin", "ada@northwind.example", "--name", "Ada Pine", "--organization", "Northwind Dental");

        Assert.True(made.Code == 0, made.Error);
        var password = made.Out.Split('\n').Single(line => line.StartsWith("Password: ", StringComparison.Ordinal))["Password: ".Length..];
        Assert.DoesNotContain(password, made.Error, StringComparison.Ordinal);
        Assert.Equal(3, (await Run("create-admin", "eve@northwind.example", "--name", "Eve", "--organization", "Acme")).Code);
        Assert.Equal(2, (await Run("create-admin", "eve@northwind.example")).Code);
    }

    [Fact]
    public async Task Where_there_is_nothing_doctor_and_backup_say_so_and_make_nothing()
    {
        Assert.Equal(2, (await Run("doctor")).Code);
        Assert.Equal(3, (await Run("backup")).Code);
        Assert.Equal(3, (await Run("restore", "nothing.tar")).Code);
        Assert.False(File.Exists(Path.Combine(Data, "handrail.db")));
    }
}
