using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OperatingAndPortal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "nodes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    machine = table.Column<string>(type: "TEXT", nullable: false),
                    process_id = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nodes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "portal_cursors",
                columns: table => new
                {
                    sender = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    read_at = table.Column<long>(type: "INTEGER", nullable: true),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_cursors", x => x.sender);
                });

            migrationBuilder.CreateTable(
                name: "portal_messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sender = table.Column<string>(type: "TEXT", nullable: false),
                    message_id = table.Column<string>(type: "TEXT", nullable: false),
                    dossier_code = table.Column<string>(type: "TEXT", nullable: false),
                    procedure_code = table.Column<string>(type: "TEXT", nullable: false),
                    agency_code = table.Column<string>(type: "TEXT", nullable: false),
                    agency_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    filed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    announced_at = table.Column<long>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<string>(type: "TEXT", nullable: false),
                    other_hash = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    hold_reason = table.Column<int>(type: "INTEGER", nullable: true),
                    hold_detail = table.Column<string>(type: "TEXT", nullable: true),
                    payload = table.Column<string>(type: "TEXT", nullable: true),
                    owner_name = table.Column<string>(type: "TEXT", nullable: true),
                    owner_person_number = table.Column<string>(type: "TEXT", nullable: true),
                    fingerprint = table.Column<string>(type: "TEXT", nullable: true),
                    dossier_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    is_of_its_own = table.Column<bool>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    decision_reason = table.Column<string>(type: "TEXT", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "portal_syncs",
                columns: table => new
                {
                    dossier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sent_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    sent_status = table.Column<int>(type: "INTEGER", nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_syncs", x => x.dossier_id);
                    table.ForeignKey(
                        name: "fk_portal_syncs_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reference_list_rows",
                columns: table => new
                {
                    version_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    parent = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reference_list_rows", x => new { x.version_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "reference_list_versions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    list_key = table.Column<string>(type: "TEXT", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    staged = table.Column<int>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    discarded = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reference_list_versions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reference_lists",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    version_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    rows = table.Column<int>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    rows_sha256 = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    verified = table.Column<bool>(type: "INTEGER", nullable: false),
                    label = table.Column<string>(type: "TEXT", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reference_lists", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "portal_dossiers",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    dossier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    is_joined = table.Column<bool>(type: "INTEGER", nullable: false),
                    findings = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_dossiers", x => x.code);
                    table.ForeignKey(
                        name: "fk_portal_dossiers_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_portal_dossiers_portal_message_message_id",
                        column: x => x.message_id,
                        principalTable: "portal_messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "portal_message_files",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    component_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    file_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    content_hash = table.Column<string>(type: "TEXT", nullable: true),
                    length = table.Column<long>(type: "INTEGER", nullable: false),
                    refusal = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_message_files", x => x.id);
                    table.ForeignKey(
                        name: "fk_portal_message_files_portal_messages_message_id",
                        column: x => x.message_id,
                        principalTable: "portal_messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_stored_files_scan_state",
                table: "stored_files",
                column: "scan_state",
                filter: "scan_state = 'Quarantined'");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_failed_at",
                table: "jobs",
                column: "failed_at",
                filter: "failed_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_portal_dossiers_dossier_id",
                table: "portal_dossiers",
                column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_portal_dossiers_message_id",
                table: "portal_dossiers",
                column: "message_id");

            migrationBuilder.CreateIndex(
                name: "ix_portal_message_files_message_id",
                table: "portal_message_files",
                column: "message_id");

            migrationBuilder.CreateIndex(
                name: "ix_portal_messages_dossier_code",
                table: "portal_messages",
                column: "dossier_code");

            migrationBuilder.CreateIndex(
                name: "ix_portal_messages_fingerprint",
                table: "portal_messages",
                column: "fingerprint");

            migrationBuilder.CreateIndex(
                name: "ix_portal_messages_sender_message_id",
                table: "portal_messages",
                columns: new[] { "sender", "message_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_portal_messages_state_announced_at_id",
                table: "portal_messages",
                columns: new[] { "state", "announced_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_reference_list_rows_version_id_key",
                table: "reference_list_rows",
                columns: new[] { "version_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reference_list_versions_list_key_sha256",
                table: "reference_list_versions",
                columns: new[] { "list_key", "sha256" });

            migrationBuilder.CreateIndex(
                name: "ix_reference_lists_key",
                table: "reference_lists",
                column: "key",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "nodes");

            migrationBuilder.DropTable(
                name: "portal_cursors");

            migrationBuilder.DropTable(
                name: "portal_dossiers");

            migrationBuilder.DropTable(
                name: "portal_message_files");

            migrationBuilder.DropTable(
                name: "portal_syncs");

            migrationBuilder.DropTable(
                name: "reference_list_rows");

            migrationBuilder.DropTable(
                name: "reference_list_versions");

            migrationBuilder.DropTable(
                name: "reference_lists");

            migrationBuilder.DropTable(
                name: "portal_messages");

            migrationBuilder.DropIndex(
                name: "ix_stored_files_scan_state",
                table: "stored_files");

            migrationBuilder.DropIndex(
                name: "ix_jobs_failed_at",
                table: "jobs");
        }
    }
}
