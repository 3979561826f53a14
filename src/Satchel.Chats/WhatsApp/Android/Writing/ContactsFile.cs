using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>The names of people, as <c>wa.db</c> holds them: a new one, or a copy of the target phone's own with those it lacks.</summary>
internal sealed class ContactsFile : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _insert;

    /// <param name="path">The file to make.</param>
    /// <param name="into">The target phone's own, plain; null for a new one.</param>
    public ContactsFile(string path, string? into)
    {
        if (into is not null)
        {
            File.Copy(into, path);
        }

        _database = SqliteDatabase.OpenForWriting(path);
        try
        {
            _database.Execute(into is null ? WhatsAppAndroidSchema.Pragmas + WhatsAppAndroidSchema.Contacts : "PRAGMA journal_mode=DELETE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");
            _database.EnableTriggers(false);
            _database.Execute(into is null ? $"PRAGMA user_version={WhatsAppAndroidSchema.ContactsVersion}; BEGIN" : "BEGIN");
            _find = _database.Prepare("SELECT 1 FROM wa_contacts WHERE jid = ?1");
            _insert = _database.Prepare("INSERT INTO wa_contacts (jid, is_whatsapp_user, number, display_name) VALUES (?1, 1, ?2, ?3)");
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <summary>Adds somebody's name and number, unless they stand there.</summary>
    public void Add(string id, string? name, string? phone)
    {
        _find.Bind(1, id);
        bool isThere = _find.Step();
        _find.Reset();
        if (isThere)
        {
            return;
        }

        _insert.Bind(1, id);
        Bind(2, phone);
        Bind(3, name);
        _ = _insert.Step();
        _insert.Reset();
    }

    /// <summary>Finishes the file.</summary>
    public void Complete()
    {
        _find.Dispose();
        _insert.Dispose();
        _database.Execute("COMMIT");
        _database.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _insert.Dispose();
        _database.Dispose();
    }

    private void Bind(int index, string? value)
    {
        if (value is null)
        {
            _insert.BindNull(index);
        }
        else
        {
            _insert.Bind(index, value);
        }
    }
}
