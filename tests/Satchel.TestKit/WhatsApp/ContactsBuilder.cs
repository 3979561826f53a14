using Satchel.Chats.Sqlite;

namespace Satchel.TestKit.WhatsApp;

/// <summary>Builds a <c>wa.db</c>.</summary>
public sealed class ContactsBuilder : IDisposable
{
    private readonly SqliteDatabase _database;

    /// <summary>Makes it.</summary>
    public ContactsBuilder(string path)
    {
        _database = SqliteDatabase.OpenForWriting(path);
        foreach ((string table, string[] columns) in MsgstoreTables.Contacts)
        {
            _database.Execute($"CREATE TABLE IF NOT EXISTS {table} ({string.Join(", ", columns)})");
        }
    }

    /// <summary>Adds a contact: the name the owner gave, and the one they gave themselves.</summary>
    public void Add(string jid, string? displayName, string? ownName = null, string? number = null)
    {
        using SqliteStatement statement = _database.Prepare("INSERT INTO wa_contacts (jid, is_whatsapp_user, display_name, wa_name, number) VALUES (?1, 1, ?2, ?3, ?4)");
        statement.Bind(1, jid);
        Bind(statement, 2, displayName);
        Bind(statement, 3, ownName);
        Bind(statement, 4, number);
        _ = statement.Step();
    }

    /// <summary>Adds a business's verified name.</summary>
    public void AddVerified(string jid, string name)
    {
        using SqliteStatement statement = _database.Prepare("INSERT INTO wa_vnames (jid, serial, verified_name) VALUES (?1, 1, ?2)");
        statement.Bind(1, jid);
        statement.Bind(2, name);
        _ = statement.Step();
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private static void Bind(SqliteStatement statement, int index, string? value)
    {
        if (value is null)
        {
            statement.BindNull(index);
        }
        else
        {
            statement.Bind(index, value);
        }
    }
}
