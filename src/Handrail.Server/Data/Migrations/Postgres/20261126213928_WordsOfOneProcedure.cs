using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Handrail.Server.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WordsOfOneProcedure : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A new installation was made with it.
            migrationBuilder.Sql("""
                DROP INDEX IF EXISTS "IX_ProcedureSearch_SopId";
                CREATE INDEX IF NOT EXISTS "IX_ProcedureSearch_SopId_Word" ON "ProcedureSearch" ("SopId", "Word");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP INDEX "IX_ProcedureSearch_SopId_Word";
                CREATE INDEX "IX_ProcedureSearch_SopId" ON "ProcedureSearch" ("SopId");
                """);
        }
    }
}
