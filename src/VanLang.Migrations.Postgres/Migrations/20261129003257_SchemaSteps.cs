using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SchemaSteps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "schema_steps",
                columns: table => new
                {
                    migration = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    oldest = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_schema_steps", x => x.migration);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "schema_steps");
        }
    }
}
