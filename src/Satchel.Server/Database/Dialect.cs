namespace Satchel.Server.Database;

/// <summary>Which SQL is spoken. The statements are the same on both but where this is asked.</summary>
internal enum Dialect
{
    /// <summary>A file of SQLite, for one machine.</summary>
    Sqlite,

    /// <summary>PostgreSQL, for several processes.</summary>
    PostgreSql,
}
