using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>
/// The names and numbers of <c>wa.db</c>. A person may have several rows; the name the owner gave wins over the
/// one people gave themselves, and that over a business's verified one.
/// </summary>
internal sealed class ContactDirectory
{
    private readonly Dictionary<string, string> _display = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _verified = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _phones = new(StringComparer.Ordinal);
    private readonly JidDirectory _jids;

    public ContactDirectory(JidDirectory jids) => _jids = jids;

    /// <summary>Adds what a database of contacts holds.</summary>
    public void Read(MsgstoreSchema schema)
    {
        if (schema.Has("wa_contacts", "jid"))
        {
            using SqliteStatement statement = schema.Database.Prepare(
                $"SELECT {schema.Columns("wa_contacts", "jid", "display_name", "wa_name", "number")} FROM wa_contacts t ORDER BY t._id");
            while (statement.Step())
            {
                if (_jids.Find(statement.Text(0)) is { } id)
                {
                    Add(_display, id, statement.Text(1));
                    Add(_own, id, statement.Text(2));
                    AddPhone(id, statement.Text(3));
                }
            }
        }

        if (schema.Has("wa_vnames", "jid") && schema.Has("wa_vnames", "verified_name"))
        {
            using SqliteStatement statement = schema.Database.Prepare("SELECT jid, verified_name FROM wa_vnames");
            while (statement.Step())
            {
                if (_jids.Find(statement.Text(0)) is { } id)
                {
                    Add(_verified, id, statement.Text(1));
                }
            }
        }
    }

    /// <summary>The name to show for an id, or null.</summary>
    public string? NameOf(string id) =>
        _display.GetValueOrDefault(id) ?? _own.GetValueOrDefault(id) ?? _verified.GetValueOrDefault(id) ?? _jids.LidName(id);

    /// <summary>The phone number of an id, or null.</summary>
    public string? PhoneOf(string id) => Jid.PhoneOf(id) ?? _phones.GetValueOrDefault(id);

    private static void Add(Dictionary<string, string> names, string id, string name)
    {
        if (name.Length > 0)
        {
            names.TryAdd(id, name);
        }
    }

    private void AddPhone(string id, string number)
    {
        if (number.StartsWith('+') && Jid.IsPerson(id))
        {
            string digits = string.Concat(number.AsSpan(1).ToString().Where(char.IsAsciiDigit));
            if (Jid.IsNumber(digits))
            {
                _phones.TryAdd(id, "+" + digits);
            }
        }
    }
}
