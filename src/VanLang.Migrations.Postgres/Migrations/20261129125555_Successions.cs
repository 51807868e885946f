using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Successions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "succession_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    direction = table.Column<int>(type: "integer", nullable: false),
                    undone_run_id = table.Column<Guid>(type: "uuid", nullable: true),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    started_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    is_planned = table.Column<bool>(type: "boolean", nullable: false),
                    undecided = table.Column<int>(type: "integer", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_succession_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "succession_moves",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_kind = table.Column<int>(type: "integer", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    run_id = table.Column<Guid>(type: "uuid", nullable: true),
                    chosen_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    moved_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    moved_revision = table.Column<int>(type: "integer", nullable: true),
                    before = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_succession_moves", x => x.id);
                    table.ForeignKey(
                        name: "fk_succession_moves_succession_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "succession_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_succession_moves_agency_id_subject_kind_subject_id",
                table: "succession_moves",
                columns: new[] { "agency_id", "subject_kind", "subject_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_succession_moves_run_id_state",
                table: "succession_moves",
                columns: new[] { "run_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_succession_runs_agency_id_started_at",
                table: "succession_runs",
                columns: new[] { "agency_id", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_succession_runs_running",
                table: "succession_runs",
                column: "agency_id",
                unique: true,
                filter: "finished_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "succession_moves");

            migrationBuilder.DropTable(
                name: "succession_runs");
        }
    }
}
