using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OwnKeysAndOpenings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "own_certificates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    reference = table.Column<string>(type: "TEXT", nullable: false),
                    thumbprint = table.Column<string>(type: "TEXT", nullable: false),
                    certificate = table.Column<byte[]>(type: "BLOB", nullable: false),
                    chain = table.Column<string>(type: "TEXT", nullable: false),
                    added_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_own_certificates", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "result_openings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    dossier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    content_hash = table.Column<string>(type: "TEXT", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_result_openings", x => x.id);
                    table.ForeignKey(
                        name: "fk_result_openings_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "signing_requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    certificate_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    documents = table.Column<string>(type: "TEXT", nullable: false),
                    signer = table.Column<string>(type: "TEXT", nullable: false),
                    handle = table.Column<string>(type: "TEXT", nullable: true),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    settled_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signing_requests", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_own_certificates_person_id",
                table: "own_certificates",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_own_certificates_thumbprint",
                table: "own_certificates",
                column: "thumbprint",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_result_openings_dossier_id_person_id",
                table: "result_openings",
                columns: new[] { "dossier_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_signing_requests_person_id_state",
                table: "signing_requests",
                columns: new[] { "person_id", "state" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "own_certificates");

            migrationBuilder.DropTable(
                name: "result_openings");

            migrationBuilder.DropTable(
                name: "signing_requests");
        }
    }
}
