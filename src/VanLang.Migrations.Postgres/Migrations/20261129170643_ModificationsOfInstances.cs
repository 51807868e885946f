using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Postgres.Migrations
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false),
                    plan = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    requested_by = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_by_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    confirmed = table.Column<bool>(type: "boolean", nullable: true)
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
