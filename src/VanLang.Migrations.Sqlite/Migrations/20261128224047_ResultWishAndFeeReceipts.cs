using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ResultWishAndFeeReceipts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "fee_paid_at",
                table: "dossiers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "return_address",
                table: "dossiers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "return_method",
                table: "dossiers",
                type: "INTEGER",
                nullable: false,
                // Who filed before was never asked and comes to the counter.
                defaultValue: 2);

            migrationBuilder.AddColumn<string>(
                name: "return_address",
                table: "dossier_drafts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "return_method",
                table: "dossier_drafts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "fee_receipts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    dossier_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agency_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    collected_at = table.Column<long>(type: "INTEGER", nullable: false),
                    collected_by_person_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    collected_by = table.Column<string>(type: "TEXT", nullable: false),
                    cancelled_at = table.Column<long>(type: "INTEGER", nullable: true),
                    cancelled_by_person_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    cancelled_by = table.Column<string>(type: "TEXT", nullable: true),
                    cancel_reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fee_receipts", x => x.id);
                    table.ForeignKey(
                        name: "fk_fee_receipts_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_fee_receipts_agency_id_year_number",
                table: "fee_receipts",
                columns: new[] { "agency_id", "year", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_fee_receipts_dossier_id_collected_at",
                table: "fee_receipts",
                columns: new[] { "dossier_id", "collected_at" });

            migrationBuilder.CreateIndex(
                name: "ix_fee_receipts_dossier_id_live",
                table: "fee_receipts",
                column: "dossier_id",
                unique: true,
                filter: "cancelled_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "fee_receipts");

            migrationBuilder.DropColumn(
                name: "fee_paid_at",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "return_address",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "return_method",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "return_address",
                table: "dossier_drafts");

            migrationBuilder.DropColumn(
                name: "return_method",
                table: "dossier_drafts");
        }
    }
}
