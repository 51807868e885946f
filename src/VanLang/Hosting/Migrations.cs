namespace VanLang.Hosting;

/// <summary>Names of the assemblies that hold the schema changes, one per database.</summary>
static class Migrations
{
    public const string Sqlite = "VanLang.Migrations.Sqlite";
    public const string Postgres = "VanLang.Migrations.Postgres";
}
