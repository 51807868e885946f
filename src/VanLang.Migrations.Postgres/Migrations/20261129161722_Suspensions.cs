using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Suspensions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "suspended_at",
                table: "process_instances",
                type: "timestamp(3) with time zone",
                precision: 3,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "version_suspended_at",
                table: "process_instances",
                type: "timestamp(3) with time zone",
                precision: 3,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "process_held_jobs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    payload = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_held_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "process_version_holds",
                columns: table => new
                {
                    definition_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_version_holds", x => new { x.definition_key, x.version });
                });

            migrationBuilder.CreateIndex(
                name: "ix_process_instances_suspended",
                table: "process_instances",
                columns: new[] { "started_at", "id" },
                filter: "suspended_at IS NOT NULL OR version_suspended_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_process_held_jobs_instance_id",
                table: "process_held_jobs",
                column: "instance_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "process_held_jobs");

            migrationBuilder.DropTable(
                name: "process_version_holds");

            migrationBuilder.DropIndex(
                name: "ix_process_instances_suspended",
                table: "process_instances");

            migrationBuilder.DropColumn(
                name: "suspended_at",
                table: "process_instances");

            migrationBuilder.DropColumn(
                name: "version_suspended_at",
                table: "process_instances");
        }
    }
}
