using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace VanLang.Migrations.Postgres.Migrations
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
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "parent_id",
                table: "process_instances",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "start_key",
                table: "process_instances",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "start_message",
                table: "process_instances",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "message_deliveries",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    definition_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_deliveries", x => new { x.message_id, x.definition_key });
                });

            migrationBuilder.CreateTable(
                name: "message_subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subscription_id = table.Column<long>(type: "bigint", nullable: false),
                    definition_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    node_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    since = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_subscriptions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "process_incidents",
                columns: table => new
                {
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_id = table.Column<long>(type: "bigint", nullable: false),
                    definition_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    node_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    node_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    message = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject_kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_process_incidents", x => new { x.instance_id, x.token_id });
                });

            migrationBuilder.CreateTable(
                name: "published_messages",
                columns: table => new
                {
                    ord = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    variables = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    starts = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    unheard_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_published_messages", x => x.ord);
                });

            migrationBuilder.CreateTable(
                name: "signal_subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    instance_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subscription_id = table.Column<long>(type: "bigint", nullable: false),
                    node_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    agency_id = table.Column<Guid>(type: "uuid", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signal_subscriptions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "start_timers",
                columns: table => new
                {
                    definition_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    node_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    rule = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    left = table.Column<int>(type: "integer", nullable: false),
                    spent = table.Column<bool>(type: "boolean", nullable: false)
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
