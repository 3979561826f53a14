using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>
/// Who is who: ids as one string that all messages share, LIDs under the phone number that any of the databases joins them to, and names. The name that the
/// owner gave wins over the one that the chat list shows, that over the one people gave themselves, and that over a business's.
/// </summary>
internal sealed class IosPeople
{
    private const string PhoneServer = "s.whatsapp.net";
    private const int MaxIdChars = 256;   // several times the longest there is; blobs may hold anything

    private readonly Dictionary<string, string> _shared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _phoneOfLid = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _rowsOfLid = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _listed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _business = new(StringComparer.Ordinal);

    /// <summary>Reads the LIDs that a database joins to numbers; of all databases before any id is asked for.</summary>
    public void ReadLids(ChatStorageSchema schema)
    {
        ReadPairs(schema, ChatStorageTables.LidPairs, "ZLID", "ZPHONENUMBER");
        ReadPairs(schema, ChatStorageTables.LidAccounts, "ZIDENTIFIER", "ZPHONENUMBER");
        ReadPairs(schema, ChatStorageTables.Contacts, "ZLID", "ZWHATSAPPID");
        ReadPairs(schema, ChatStorageTables.Sessions, "ZCONTACTJID", "ZCONTACTIDENTIFIER");
    }

    /// <summary>Reads the names of a database of contacts.</summary>
    public void ReadContacts(ChatStorageSchema schema)
    {
        if (!schema.Has(ChatStorageTables.Contacts))
        {
            return;
        }

        string columns = schema.Columns(ChatStorageTables.Contacts, "ZWHATSAPPID", "ZLID", "ZFULLNAME", "ZGIVENNAME", "ZLASTNAME", "ZBUSINESSNAME", "ZUSERNAME");
        using SqliteStatement rows = schema.Database.Prepare($"SELECT {columns} FROM {ChatStorageTables.Contacts} t ORDER BY t.rowid");
        while (rows.Step())
        {
            string? id = Find(rows.Text(0)) ?? Find(LidOf(rows.Text(1)) ?? "");
            if (id is null || !Jid.IsPerson(id))
            {
                continue;
            }

            AddTo(_given, id, rows.Text(2) is { Length: > 0 } full ? full : $"{rows.Text(3)} {rows.Text(4)}".Trim());
            AddTo(_business, id, rows.Text(5) is { Length: > 0 } business ? business : rows.Text(6));
        }
    }

    /// <summary>Reads the names that people gave themselves.</summary>
    public void ReadPushNames(ChatStorageSchema schema)
    {
        if (!schema.Has(ChatStorageTables.PushNames, "ZJID") || !schema.Has(ChatStorageTables.PushNames, "ZPUSHNAME"))
        {
            return;
        }

        using SqliteStatement rows = schema.Database.Prepare($"SELECT ZJID, ZPUSHNAME FROM {ChatStorageTables.PushNames} ORDER BY rowid");
        while (rows.Step())
        {
            if (FindPerson(rows.Text(0)) is { } id)
            {
                AddPushName(id, rows.Text(1));
            }
        }
    }

    /// <summary>Ids that tables of people name.</summary>
    public HashSet<string> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>The id that stands for one as stored, device and LID taken off; null where it is empty.</summary>
    public string? Find(string raw) => Jid.WithoutDevice(raw) is { } id ? Resolve(id) : null;

    /// <summary>The person that an id as stored stands for; null where it is empty or no person's: ids are letters, digits and signs of ASCII.</summary>
    public string? FindPerson(string raw) =>
        raw.Length is > 0 and <= MaxIdChars && raw.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 && Find(raw) is { } id && Jid.IsPerson(id) ? id : null;

    /// <summary>How many rows join a LID to the number that it is read as.</summary>
    public int RowsOf(string lid) => _rowsOfLid.GetValueOrDefault(lid);

    /// <summary>Notes the name under which the chat list or a group shows somebody; a bare number is none.</summary>
    public void AddListedName(string id, string name)
    {
        if (!IsNumber(name))
        {
            AddTo(_listed, id, name);
        }
    }

    /// <summary>Notes the name that somebody gave themselves.</summary>
    public void AddPushName(string id, string stored) => AddTo(_own, id, IosPushName.Read(stored) ?? "");

    /// <summary>The name to show for an id, or null.</summary>
    public string? NameOf(string id) =>
        _given.GetValueOrDefault(id) ?? _listed.GetValueOrDefault(id) ?? _own.GetValueOrDefault(id) ?? _business.GetValueOrDefault(id);

    /// <summary>The two ids that a row joins, as they are read; null where it joins none.</summary>
    public static (string Lid, string Phone)? PairOf(string first, string second)
    {
        (string lid, string phone) = Jid.ServerOf(second) is "lid" ? (second, first) : (first, second);
        return LidOf(lid) is { } from && PhoneOf(phone) is { } to ? (from, to) : null;
    }

    private void ReadPairs(ChatStorageSchema schema, string table, string lid, string phone)
    {
        if (!schema.Has(table, lid) || !schema.Has(table, phone))
        {
            return;
        }

        using SqliteStatement rows = schema.Database.Prepare($"SELECT {lid}, {phone} FROM {table} WHERE {lid} IS NOT NULL AND {phone} IS NOT NULL ORDER BY rowid");
        while (rows.Step())
        {
            if (PairOf(rows.Text(0), rows.Text(1)) is { } pair)
            {
                _phoneOfLid.TryAdd(pair.Lid, Share(pair.Phone));
                _rowsOfLid[pair.Lid] = _rowsOfLid.GetValueOrDefault(pair.Lid) + 1;
            }
        }
    }

    // LIDs stand with and without their server.
    private static string? LidOf(string stored) => Jid.WithoutDevice(stored) is not { } id ? null
        : Jid.ServerOf(id) is "lid" ? id
        : Jid.IsNumber(id) ? id + "@lid"
        : null;

    // Numbers stand as ids, with a plus, or as digits alone.
    private static string? PhoneOf(string stored)
    {
        if (Jid.WithoutDevice(stored) is not { } id)
        {
            return null;
        }

        if (id.Contains('@', StringComparison.Ordinal))
        {
            return Jid.ServerOf(id) is PhoneServer ? id : null;
        }

        string digits = string.Concat(id.Where(char.IsAsciiDigit));
        return IsNumber(id) && Jid.IsNumber(digits) ? digits + "@" + PhoneServer : null;
    }

    // Where nobody has a name, the app shows a number, with signs around it and marks of direction.
    private static bool IsNumber(string name)
    {
        foreach (char sign in name)
        {
            if (!char.IsAsciiDigit(sign) && sign is not ('+' or ' ' or '-' or '(' or ')' or '.' or '\u00A0' or '\u2011' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E'))
            {
                return false;
            }
        }

        return true;
    }

    private static void AddTo(Dictionary<string, string> names, string id, string name)
    {
        if (name.Length > 0)
        {
            names.TryAdd(id, name);
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
