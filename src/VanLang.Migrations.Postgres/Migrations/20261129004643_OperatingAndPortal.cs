using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Postgres.Migrations
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    machine = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    process_id = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_nodes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "portal_cursors",
                columns: table => new
                {
                    sender = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    place = table.Column<long>(type: "bigint", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    error = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_cursors", x => x.sender);
                });

            migrationBuilder.CreateTable(
                name: "portal_messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sender = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    message_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    dossier_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    procedure_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    agency_code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: true),
                    filed_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    announced_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    other_hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    state = table.Column<int>(type: "integer", nullable: false),
                    hold_reason = table.Column<int>(type: "integer", nullable: true),
                    hold_detail = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    payload = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    owner_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    owner_person_number = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    fingerprint = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: true),
                    is_of_its_own = table.Column<bool>(type: "boolean", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    decided_by = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    decision_reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portal_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "portal_syncs",
                columns: table => new
                {
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sent_sequence = table.Column<long>(type: "bigint", nullable: false),
                    sent_status = table.Column<int>(type: "integer", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
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
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    parent = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reference_list_rows", x => new { x.version_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "reference_list_versions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    list_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sha256 = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    staged = table.Column<int>(type: "integer", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    discarded = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reference_list_versions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reference_lists",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    rows_sha256 = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    verified = table.Column<bool>(type: "boolean", nullable: false),
                    label = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reference_lists", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "portal_dossiers",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_joined = table.Column<bool>(type: "boolean", nullable: false),
                    findings = table.Column<string>(type: "text", nullable: false, collation: "C")
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    component_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    file_id = table.Column<Guid>(type: "uuid", nullable: true),
                    content_hash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    refusal = table.Column<string>(type: "text", nullable: true, collation: "C")
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
