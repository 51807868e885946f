using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DirectoryAndDelegation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "end_basis",
                table: "agencies",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "formed_from",
                table: "agencies",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "note",
                table: "agencies",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "split_label",
                table: "agencies",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "split_rule",
                table: "agencies",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "split_rule_en",
                table: "agencies",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "upper_body",
                table: "agencies",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "delegations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    giver_position_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    giver_person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    receiver_position_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    receiver_person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agency_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false),
                    permissions = table.Column<string>(type: "TEXT", nullable: false),
                    procedures = table.Column<string>(type: "TEXT", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    paper_number = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    recorded_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delegations", x => x.id);
                    table.CheckConstraint("ck_delegations_other", "giver_person_id <> receiver_person_id");
                    table.CheckConstraint("ck_delegations_period", "valid_from < valid_to");
                });

            migrationBuilder.CreateIndex(
                name: "ix_delegations_agency_id_role_valid_to",
                table: "delegations",
                columns: new[] { "agency_id", "role", "valid_to" });

            migrationBuilder.CreateIndex(
                name: "ix_delegations_receiver_person_id_valid_to",
                table: "delegations",
                columns: new[] { "receiver_person_id", "valid_to" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "delegations");

            migrationBuilder.DropColumn(
                name: "end_basis",
                table: "agencies");

            migrationBuilder.DropColumn(
                name: "formed_from",
                table: "agencies");

            migrationBuilder.DropColumn(
                name: "note",
                table: "agencies");

            migrationBuilder.DropColumn(
                name: "split_label",
                table: "agencies");

            migrationBuilder.DropColumn(
                name: "split_rule",
                table: "agencies");

            migrationBuilder.DropColumn(
                name: "split_rule_en",
                table: "agencies");

            migrationBuilder.DropColumn(
                name: "upper_body",
                table: "agencies");
        }
    }
}
