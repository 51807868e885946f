using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ModificationsOfInstances : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "process_modifications",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    instance_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    revision = table.Column<long>(type: "INTEGER", nullable: false),
                    plan = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    requested_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    requested_by_name = table.Column<string>(type: "TEXT", nullable: false),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    decided_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    confirmed = table.Column<bool>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_modifications", x => x.id);
                    table.CheckConstraint("ck_process_modifications_two_persons", "confirmed IS NULL OR NOT confirmed OR decided_by <> requested_by");
                });

            migrationBuilder.CreateIndex(
                name: "ix_process_modifications_instance_id",
                table: "process_modifications",
                column: "instance_id",
                unique: true,
                filter: "decided_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "process_modifications");
        }
    }
}
