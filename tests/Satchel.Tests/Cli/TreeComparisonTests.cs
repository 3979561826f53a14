using Satchel.Chats.Sqlite;
using Satchel.Cli;
using Satchel.Cli.Demo;

namespace Satchel.Tests.Cli;

/// <summary>The demo's proof is worth something only where it would see a difference.</summary>
public sealed class TreeComparisonTests : IDisposable
{
    private readonly CliWorld _world = new();

    public TreeComparisonTests()
    {
        foreach (string name in new[] { "before", "after" })
        {
            Directory.CreateDirectory(_world.At(name));
            File.WriteAllText(_world.At(name + "/file"), "content");
            File.SetLastWriteTimeUtc(_world.At(name + "/file"), _world.Time.GetUtcNow().UtcDateTime);
            using SqliteDatabase database = SqliteDatabase.OpenForWriting(_world.At(name + "/data.db"));
            database.Execute("CREATE TABLE t (a, b TEXT); CREATE TABLE w (k PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO t VALUES (1, 'x'); INSERT INTO w VALUES ('k', 2.5)");
        }
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Equal_trees_are_counted()
    {
        Assert.Equal(new TreeComparison(1, 1, 2), Compare());
    }

    [Theory]
    [InlineData("UPDATE t SET b = 'y'")]
    [InlineData("UPDATE t SET a = '1'")]
    [InlineData("UPDATE t SET rowid = 7")]
    [InlineData("DELETE FROM w")]
    [InlineData("CREATE INDEX i ON t (a)")]
    [InlineData("PRAGMA user_version = 3")]
    public void A_database_that_differs_is_seen(string change)
    {
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(_world.At("after/data.db")))
        {
            database.Execute(change);
        }

        Assert.Throws<CommandException>(() => Compare());
    }

    [Fact]
    public void A_file_that_differs_in_bytes_time_or_permissions_is_seen()
    {
        string file = _world.At("after/file");
        File.SetLastWriteTimeUtc(file, _world.Time.GetUtcNow().UtcDateTime.AddSeconds(2));
        Assert.Throws<CommandException>(() => Compare());

        File.WriteAllText(file, "CONTENT");
        File.SetLastWriteTimeUtc(file, _world.Time.GetUtcNow().UtcDateTime);
        Assert.Throws<CommandException>(() => Compare());

        File.WriteAllText(file, "content");
        File.SetLastWriteTimeUtc(file, _world.Time.GetUtcNow().UtcDateTime);
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        Assert.Throws<CommandException>(() => Compare());
    }

    [Fact]
    public void A_file_more_or_less_is_seen()
    {
        File.Delete(_world.At("after/file"));

        Assert.Throws<CommandException>(() => Compare());
    }

    private TreeComparison Compare() => TreeComparison.Of(_world.At("before"), _world.At("after"), keyFile: null, _world.Cancellation);
}
