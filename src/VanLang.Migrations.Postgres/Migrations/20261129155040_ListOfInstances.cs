using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class ListOfInstances : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_process_instances_definition_key_started_at_id",
                table: "process_instances",
                columns: new[] { "definition_key", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_process_instances_definition_key_version_started_at_id",
                table: "process_instances",
                columns: new[] { "definition_key", "version", "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_process_instances_started_at_id",
                table: "process_instances",
                columns: new[] { "started_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_process_ended_definition_key_ended_at",
                table: "process_ended",
                columns: new[] { "definition_key", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_process_ended_definition_key_version_ended_at",
                table: "process_ended",
                columns: new[] { "definition_key", "version", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_process_ended_subject_kind_subject_id",
                table: "process_ended",
                columns: new[] { "subject_kind", "subject_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_process_instances_definition_key_started_at_id",
                table: "process_instances");

            migrationBuilder.DropIndex(
                name: "ix_process_instances_definition_key_version_started_at_id",
                table: "process_instances");

            migrationBuilder.DropIndex(
                name: "ix_process_instances_started_at_id",
                table: "process_instances");

            migrationBuilder.DropIndex(
                name: "ix_process_ended_definition_key_ended_at",
                table: "process_ended");

            migrationBuilder.DropIndex(
                name: "ix_process_ended_definition_key_version_ended_at",
                table: "process_ended");

            migrationBuilder.DropIndex(
                name: "ix_process_ended_subject_kind_subject_id",
                table: "process_ended");
        }
    }
}
