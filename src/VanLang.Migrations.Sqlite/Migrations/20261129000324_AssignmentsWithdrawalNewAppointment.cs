using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AssignmentsWithdrawalNewAppointment : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "assignee_id",
                table: "work_items",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "assignee_name",
                table: "work_items",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "extended_to",
                table: "dossiers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "first_due_at",
                table: "dossiers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "status_before_withdrawal",
                table: "dossiers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "saved_filters",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    query = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_filters", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_withdrawals",
                table: "dossiers",
                columns: new[] { "receiving_agency_id", "status" },
                filter: "status = 7");

            migrationBuilder.CreateIndex(
                name: "ix_saved_filters_account_id_name",
                table: "saved_filters",
                columns: new[] { "account_id", "name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "saved_filters");

            migrationBuilder.DropIndex(
                name: "ix_dossiers_withdrawals",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "assignee_id",
                table: "work_items");

            migrationBuilder.DropColumn(
                name: "assignee_name",
                table: "work_items");

            migrationBuilder.DropColumn(
                name: "extended_to",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "first_due_at",
                table: "dossiers");

            migrationBuilder.DropColumn(
                name: "status_before_withdrawal",
                table: "dossiers");
        }
    }
}
