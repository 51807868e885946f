using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class EndOfHolders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "finished_at",
                table: "dossier_holders",
                type: "timestamp(3) with time zone",
                precision: 3,
                nullable: true);

            migrationBuilder.Sql(
                "UPDATE dossier_holders SET finished_at = (SELECT d.finished_at FROM dossiers AS d WHERE d.id = dossier_holders.dossier_id)");

            migrationBuilder.CreateIndex(
                name: "ix_dossier_holders_running",
                table: "dossier_holders",
                columns: new[] { "agency_id", "submitted_at", "dossier_id" },
                filter: "finished_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_dossier_holders_running",
                table: "dossier_holders");

            migrationBuilder.DropColumn(
                name: "finished_at",
                table: "dossier_holders");
        }
    }
}
