using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>
/// The ids behind the row numbers of table <c>jid</c>, each one string that all its messages share. A LID (an id without
/// a phone number) that <c>jid_map</c> joins to a phone number reads as that number's id, in whichever row it stands.
/// </summary>
internal sealed class JidDirectory
{
    private readonly Dictionary<long, string> _byRow = [];
    private readonly Dictionary<string, string> _shared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _phoneOfLid = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _lidNames = new(StringComparer.Ordinal);

    public JidDirectory(MsgstoreSchema schema)
    {
        Dictionary<long, string> rows = schema.Has("jid") ? ReadRows(schema) : [];
        if (schema.Has("jid_map", "lid_row_id") && schema.Has("jid_map", "jid_row_id"))
        {
            ReadMap(schema.Database, rows);
        }

        foreach ((long row, string id) in rows)
        {
            _byRow[row] = Resolve(id);
        }

        ReadLidNames(schema, rows);
        All = new HashSet<string>(_byRow.Values, StringComparer.Ordinal);
    }

    /// <summary>The owner's id, where a row of the owner's own LID is joined to a phone number.</summary>
    public string? AccountId { get; private set; }

    /// <summary>Every id that stands in the table, once.</summary>
    public IReadOnlyCollection<string> All { get; }

    /// <summary>The id of a row; null where there is no such row.</summary>
    public string? Find(long row) => _byRow.GetValueOrDefault(row);

    /// <summary>The person whose row it is; null where there is none or it is not a person.</summary>
    public string? FindPerson(long row) => _byRow.TryGetValue(row, out string? id) && Jid.IsPerson(id) ? id : null;

    /// <summary>The id that stands for an id given as text, device and LID taken off; null where it is empty.</summary>
    public string? Find(string raw) => Jid.WithoutDevice(raw) is { } id ? Resolve(id) : null;

    /// <summary>The name that a LID goes by, or null.</summary>
    public string? LidName(string id) => _lidNames.GetValueOrDefault(id);

    private static Dictionary<long, string> ReadRows(MsgstoreSchema schema)
    {
        Dictionary<long, string> rows = [];
        using SqliteStatement statement = schema.Database.Prepare($"SELECT t._id, {schema.Columns("jid", "user", "server", "raw_string")} FROM jid t");
        while (statement.Step())
        {
            if (Jid.Of(statement.Text(1), statement.Text(2), statement.Text(3)) is { } id)
            {
                rows[statement.Integer(0)] = id;
            }
        }

        return rows;
    }

    private void ReadMap(SqliteDatabase database, Dictionary<long, string> rows)
    {
        bool several = false;
        using SqliteStatement statement = database.Prepare("SELECT lid_row_id, jid_row_id FROM jid_map ORDER BY lid_row_id");
        while (statement.Step())
        {
            if (!rows.TryGetValue(statement.Integer(0), out string? lid) || !rows.TryGetValue(statement.Integer(1), out string? phone)
                || Jid.ServerOf(phone) is not "s.whatsapp.net" || lid == phone)
            {
                continue;
            }

            _phoneOfLid.TryAdd(lid, Share(phone));
            if (Jid.ServerOf(lid) is "lid_me")
            {
                several |= AccountId is not null && AccountId != phone;
                AccountId = Share(phone);
            }
        }

        AccountId = several ? null : AccountId;
    }

    private void ReadLidNames(MsgstoreSchema schema, Dictionary<long, string> rows)
    {
        if (!schema.Has("lid_display_name", "display_name"))
        {
            return;
        }

        using SqliteStatement statement = schema.Database.Prepare("SELECT lid_row_id, display_name FROM lid_display_name ORDER BY lid_row_id");
        while (statement.Step())
        {
            string name = statement.Text(1);
            if (name.Length > 0 && rows.TryGetValue(statement.Integer(0), out string? lid))
            {
                _lidNames.TryAdd(Resolve(lid), name);
            }
        }
    }

    private string Resolve(string id) => _phoneOfLid.TryGetValue(id, out string? phone) ? phone : Share(id);

    private string Share(string id)
    {
        if (_shared.TryGetValue(id, out string? shared))
        {
            return shared;
        }

        _shared[id] = id;
        return id;
    }
}
