using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SearchTextOfHolders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_dossier_holders_agency_id_submitted_at_dossier_id",
                table: "dossier_holders");

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "dossier_holders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.Sql(
                "UPDATE dossier_holders SET search_text = (SELECT d.search_text FROM dossiers AS d WHERE d.id = dossier_holders.dossier_id AND length(d.search_text) <= 600)");

            migrationBuilder.CreateIndex(
                name: "ix_dossier_holders_list",
                table: "dossier_holders",
                columns: new[] { "agency_id", "submitted_at", "dossier_id", "search_text" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_dossier_holders_list",
                table: "dossier_holders");

            migrationBuilder.DropColumn(
                name: "search_text",
                table: "dossier_holders");

            migrationBuilder.CreateIndex(
                name: "ix_dossier_holders_agency_id_submitted_at_dossier_id",
                table: "dossier_holders",
                columns: new[] { "agency_id", "submitted_at", "dossier_id" });
        }
    }
}
