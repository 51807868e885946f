using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MigrationsOfInstances : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "process_migration_items",
                columns: table => new
                {
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    instance_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    problems = table.Column<string>(type: "TEXT", nullable: true),
                    revision_after = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_migration_items", x => new { x.run_id, x.instance_id });
                });

            migrationBuilder.CreateTable(
                name: "process_migrations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    definition_key = table.Column<string>(type: "TEXT", nullable: false),
                    from_version = table.Column<string>(type: "TEXT", nullable: false),
                    to_version = table.Column<string>(type: "TEXT", nullable: false),
                    mapping = table.Column<string>(type: "TEXT", nullable: false),
                    undo_of = table.Column<Guid>(type: "TEXT", nullable: true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_migrations", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_process_migration_items_run_id_state_instance_id",
                table: "process_migration_items",
                columns: new[] { "run_id", "state", "instance_id" });

            migrationBuilder.CreateIndex(
                name: "ix_process_migrations_started_at",
                table: "process_migrations",
                column: "started_at");

            migrationBuilder.CreateIndex(
                name: "ix_process_migrations_undo_of",
                table: "process_migrations",
                column: "undo_of",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "process_migration_items");

            migrationBuilder.DropTable(
                name: "process_migrations");
        }
    }
}
