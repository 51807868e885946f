using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Suspensions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "suspended_at",
                table: "process_instances",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "version_suspended_at",
                table: "process_instances",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "process_held_jobs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    instance_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_held_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "process_version_holds",
                columns: table => new
                {
                    definition_key = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false)
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
