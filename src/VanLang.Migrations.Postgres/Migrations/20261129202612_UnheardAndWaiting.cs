using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace VanLang.Migrations.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class UnheardAndWaiting : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "heard_at",
                table: "published_messages",
                type: "timestamp(3) with time zone",
                precision: 3,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "withdrawn_at",
                table: "published_messages",
                type: "timestamp(3) with time zone",
                precision: 3,
                nullable: true);

            migrationBuilder.Sql("UPDATE published_messages SET heard_at = (SELECT min(at) FROM message_deliveries WHERE message_deliveries.message_id = published_messages.id)");

            migrationBuilder.CreateIndex(
                name: "ix_work_items_node_id_created_at_instance_id",
                table: "work_items",
                columns: new[] { "node_id", "created_at", "instance_id" });

            migrationBuilder.CreateIndex(
                name: "ix_signal_subscriptions_node_id_since_instance_id",
                table: "signal_subscriptions",
                columns: new[] { "node_id", "since", "instance_id" });

            migrationBuilder.CreateIndex(
                name: "ix_published_messages_unheard",
                table: "published_messages",
                column: "ord",
                filter: "heard_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_process_incidents_node_id_since_instance_id",
                table: "process_incidents",
                columns: new[] { "node_id", "since", "instance_id" });

            migrationBuilder.CreateIndex(
                name: "ix_message_subscriptions_node_id_since_instance_id",
                table: "message_subscriptions",
                columns: new[] { "node_id", "since", "instance_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_work_items_node_id_created_at_instance_id",
                table: "work_items");

            migrationBuilder.DropIndex(
                name: "ix_signal_subscriptions_node_id_since_instance_id",
                table: "signal_subscriptions");

            migrationBuilder.DropIndex(
                name: "ix_published_messages_unheard",
                table: "published_messages");

            migrationBuilder.DropIndex(
                name: "ix_process_incidents_node_id_since_instance_id",
                table: "process_incidents");

            migrationBuilder.DropIndex(
                name: "ix_message_subscriptions_node_id_since_instance_id",
                table: "message_subscriptions");

            migrationBuilder.DropColumn(
                name: "heard_at",
                table: "published_messages");

            migrationBuilder.DropColumn(
                name: "withdrawn_at",
                table: "published_messages");
        }
    }
}
