using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class CertificatesOfPersons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "awaits_number",
                table: "own_certificates",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "revocation",
                table: "own_certificates",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "revocation_asked_at",
                table: "own_certificates",
                type: "timestamp(3) with time zone",
                precision: 3,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "revoked_at",
                table: "own_certificates",
                type: "timestamp(3) with time zone",
                precision: 3,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "signer_numbers",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    number = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    certificate_id = table.Column<Guid>(type: "uuid", nullable: false),
                    confirmed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signer_numbers", x => new { x.person_id, x.kind });
                    table.CheckConstraint("ck_signer_numbers_two_persons", "confirmed_by <> person_id");
                });

            migrationBuilder.CreateIndex(
                name: "ix_own_certificates_added_at",
                table: "own_certificates",
                column: "added_at",
                filter: "awaits_number");

            migrationBuilder.CreateIndex(
                name: "ix_signer_numbers_kind_number",
                table: "signer_numbers",
                columns: new[] { "kind", "number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "signer_numbers");

            migrationBuilder.DropIndex(
                name: "ix_own_certificates_added_at",
                table: "own_certificates");

            migrationBuilder.DropColumn(
                name: "awaits_number",
                table: "own_certificates");

            migrationBuilder.DropColumn(
                name: "revocation",
                table: "own_certificates");

            migrationBuilder.DropColumn(
                name: "revocation_asked_at",
                table: "own_certificates");

            migrationBuilder.DropColumn(
                name: "revoked_at",
                table: "own_certificates");
        }
    }
}
