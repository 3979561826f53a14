using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>Which number a LID stands for, as the target phone's own <c>LID.sqlite</c> has it.</summary>
internal sealed class LidPairs
{
    private readonly Dictionary<string, string> _phoneByLid = new(StringComparer.Ordinal);

    /// <summary>Adds the pairs of a database; a table that is not there has none.</summary>
    public void Read(SqliteDatabase database)
    {
        Read(database, "ZWAZACCOUNT", "ZIDENTIFIER", "ZPHONENUMBER");
        Read(database, "ZWAPHONENUMBERLIDPAIR", "ZLID", "ZPHONENUMBER");
    }

    /// <summary>The id under which a person stands everywhere else: the number's where it is known, without the device.</summary>
    public string PersonOf(string jid)
    {
        string id = Jid.WithoutDevice(jid) ?? jid;
        return _phoneByLid.GetValueOrDefault(id, id);
    }

    private void Read(SqliteDatabase database, string table, string lidColumn, string phoneColumn)
    {
        StoreTable found = new(database, table);
        if (!found.Has(lidColumn) || !found.Has(phoneColumn))
        {
            return;
        }

        using SqliteStatement statement = database.Prepare($"SELECT {lidColumn}, {phoneColumn} FROM {table} WHERE {lidColumn} <> '' AND {phoneColumn} <> ''");
        while (statement.Step())
        {
            string lid = statement.Text(0);
            string phone = statement.Text(1).TrimStart('+');
            lid = lid.Contains('@', StringComparison.Ordinal) ? lid : lid + "@lid";
            phone = phone.Contains('@', StringComparison.Ordinal) ? phone : phone + "@s.whatsapp.net";
            _phoneByLid.TryAdd(Jid.WithoutDevice(lid) ?? lid, Jid.WithoutDevice(phone) ?? phone);
        }
    }
}
