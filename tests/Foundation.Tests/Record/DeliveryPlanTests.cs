using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using VanLang.Databases;
using VanLang.Foundation.Tests.Operations;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using Xunit;

namespace VanLang.Foundation.Tests.Record;

/// <summary>What a round of delivery reads, where the server has not yet counted its tables: as after an import, or in the first hours of an installation.</summary>
public sealed class DeliveryPlanTests
{
    const int Events = 50_000;

    [Fact]
    public async Task A_round_reads_what_it_looks_at_and_never_the_whole_record()
    {
        await using KernelHouse house = await KernelHouse.Open(StoreKind.Postgres, services => services.AddSingleton<RecordSubscriber>(new Deaf()));
        await house.Write("một");
        await house.SealAll();
        await PostgresCluster.Run(house.Connection, "ALTER TABLE record_events SET (autovacuum_enabled = off)");
        await house.Tamper($"""
            INSERT INTO record_events (id, transaction_id, at, operation, actor_kind, subject_kind, subject_id, type, version, payload, salt, payload_digest, w)
            SELECT gen_random_uuid(), transaction_id, at, operation, actor_kind, subject_kind, subject_id, type, version, payload, salt, payload_digest, w
            FROM record_events, generate_series(1, {Events})
            """);
        await house.Tamper("INSERT INTO record_positions (sequence, event_ord, leaf_hash) SELECT ord - 1, ord, '' FROM record_events WHERE ord > 1");
        long before = await WholeReadings(house);

        int seen = 0;
        while (await house.Get<RecordDelivery>().Deliver(KernelHouse.Token) is var some and > 0)
            seen += some;

        seen.ShouldBe(Events + 1);
        (await WholeReadings(house) - before).ShouldBe(0);
    }

    // A session tells what it counted when it ends at the latest.
    static async Task<long> WholeReadings(KernelHouse house)
    {
        await using NpgsqlConnection own = new($"{house.Connection};Pooling=false");
        await own.OpenAsync(KernelHouse.Token);
        while (await Number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()") > 0)
        {
            NpgsqlConnection.ClearAllPools();
            await Task.Delay(20, KernelHouse.Token);
        }

        return await Number("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'record_events'");

        async Task<long> Number(string sql)
        {
#pragma warning disable CA2100 // The test's own statements.
            await using NpgsqlCommand command = new(sql, own);
#pragma warning restore CA2100
            return (long)(await command.ExecuteScalarAsync(KernelHouse.Token))!;
        }
    }

    sealed class Deaf : RecordSubscriber
    {
        public override string Name => "test.deaf";

        public override bool Wants(string eventType) => false;

        public override Task Handle(Work work, SealedEvent sealedEvent, object? prepared, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
