using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Handrail.Server.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WordsOfOneProcedure : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {

        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
