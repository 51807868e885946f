using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MessagesAndCalls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "parent_call_id",
                table: "process_instances",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "parent_id",
                table: "process_instances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "start_key",
                table: "process_instances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "start_message",
                table: "process_instances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "message_deliveries",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    definition_key = table.Column<string>(type: "TEXT", nullable: false),
                    instance_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_deliveries", x => new { x.message_id, x.definition_key });
                });

            migrationBuilder.CreateTable(
                name: "message_subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    instance_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subscription_id = table.Column<long>(type: "INTEGER", nullable: false),
                    definition_key = table.Column<string>(type: "TEXT", nullable: false),
                    node_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_subscriptions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "process_incidents",
                columns: table => new
                {
                    instance_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    token_id = table.Column<long>(type: "INTEGER", nullable: false),
                    definition_key = table.Column<string>(type: "TEXT", nullable: false),
                    node_id = table.Column<string>(type: "TEXT", nullable: false),
                    node_name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    message = table.Column<string>(type: "TEXT", nullable: false),
                    subject_kind = table.Column<string>(type: "TEXT", nullable: false),
                    subject_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agency_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_incidents", x => new { x.instance_id, x.token_id });
                });

            migrationBuilder.CreateTable(
                name: "published_messages",
                columns: table => new
                {
                    ord = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    variables = table.Column<string>(type: "TEXT", nullable: false),
                    starts = table.Column<string>(type: "TEXT", nullable: true),
                    published_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    unheard_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_published_messages", x => x.ord);
                });

            migrationBuilder.CreateTable(
                name: "signal_subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    instance_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subscription_id = table.Column<long>(type: "INTEGER", nullable: false),
                    node_id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    agency_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signal_subscriptions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "start_timers",
                columns: table => new
                {
                    definition_key = table.Column<string>(type: "TEXT", nullable: false),
                    node_id = table.Column<string>(type: "TEXT", nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    left = table.Column<int>(type: "INTEGER", nullable: false),
                    spent = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_start_timers", x => new { x.definition_key, x.node_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_process_instances_definition_key_start_message_start_key",
                table: "process_instances",
                columns: new[] { "definition_key", "start_message", "start_key" },
                unique: true,
                filter: "start_message IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_process_instances_parent_id_parent_call_id",
                table: "process_instances",
                columns: new[] { "parent_id", "parent_call_id" },
                unique: true,
                filter: "parent_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_message_subscriptions_instance_id_subscription_id",
                table: "message_subscriptions",
                columns: new[] { "instance_id", "subscription_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_message_subscriptions_name_key_since",
                table: "message_subscriptions",
                columns: new[] { "name", "key", "since" });

            migrationBuilder.CreateIndex(
                name: "ix_process_incidents_definition_key_node_id_kind_since",
                table: "process_incidents",
                columns: new[] { "definition_key", "node_id", "kind", "since" });

            migrationBuilder.CreateIndex(
                name: "ix_published_messages_expires_at",
                table: "published_messages",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "ix_published_messages_id",
                table: "published_messages",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_published_messages_name_key_ord",
                table: "published_messages",
                columns: new[] { "name", "key", "ord" });

            migrationBuilder.CreateIndex(
                name: "ix_signal_subscriptions_instance_id_subscription_id",
                table: "signal_subscriptions",
                columns: new[] { "instance_id", "subscription_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_signal_subscriptions_name_agency_id",
                table: "signal_subscriptions",
                columns: new[] { "name", "agency_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "message_deliveries");

            migrationBuilder.DropTable(
                name: "message_subscriptions");

            migrationBuilder.DropTable(
                name: "process_incidents");

            migrationBuilder.DropTable(
                name: "published_messages");

            migrationBuilder.DropTable(
                name: "signal_subscriptions");

            migrationBuilder.DropTable(
                name: "start_timers");

            migrationBuilder.DropIndex(
                name: "ix_process_instances_definition_key_start_message_start_key",
                table: "process_instances");

            migrationBuilder.DropIndex(
                name: "ix_process_instances_parent_id_parent_call_id",
                table: "process_instances");

            migrationBuilder.DropColumn(
                name: "parent_call_id",
                table: "process_instances");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "process_instances");

            migrationBuilder.DropColumn(
                name: "start_key",
                table: "process_instances");

            migrationBuilder.DropColumn(
                name: "start_message",
                table: "process_instances");
        }
    }
}
