using System.Text;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>The tables and indices of WhatsApp's two databases that hold messages and names, as a recent version makes them.</summary>
public static class WhatsAppAndroidSchema
{
    /// <summary>What a query for either database's making takes.</summary>
    public const string Pragmas = "PRAGMA page_size=4096; PRAGMA auto_vacuum=1; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-12288;";

    private const string Autoincrement = " AUTOINCREMENT";

    // Of a later version than what the sample phones are made like.
    private const string NewestIndex = "CREATE INDEX message_chat_sort_id_index ON message (chat_row_id, sort_id);\n";

    /// <summary>The <c>user_version</c> of a database of messages.</summary>
    public const int MessagesVersion = 1;

    /// <summary>The <c>user_version</c> of a database of contacts.</summary>
    public const int ContactsVersion = 97;

    /// <summary>Makes <c>wa.db</c>.</summary>
    public static string Contacts => Read("wa.sql", _ => true);

    /// <summary>Makes <c>msgstore.db</c> whole.</summary>
    public static string Messages(bool withFullText) => Read("msgstore.sql", line => withFullText || !line.StartsWith("CREATE VIRTUAL", StringComparison.Ordinal));

    /// <summary>
    /// Makes what rows need while they go in: tables, views, and the indices that find an id. Rows come with their numbers, so that no table needs
    /// AUTOINCREMENT yet, which costs as much as half an insert; see <see cref="Numbering"/>.
    /// </summary>
    internal static string Before => Read("msgstore.sql", line => !IsLate(line), line => IsNumberedLate(line) ? line.Replace(Autoincrement, "", StringComparison.Ordinal) : line);

    /// <summary>Makes the index that finds a message by its id, where it is not there yet.</summary>
    internal static string KeyIndex => Read("msgstore.sql", line => line.Contains(" INDEX message_key_index ", StringComparison.Ordinal)).Replace(" INDEX ", " INDEX IF NOT EXISTS ", StringComparison.Ordinal);

    /// <summary>Makes the rest: indices cost less where every row is there.</summary>
    internal static string After => KeyIndex + Read("msgstore.sql", line => IsLate(line) && !line.Contains(" INDEX message_key_index ", StringComparison.Ordinal)) + NewestIndex;

    /// <summary>The tables that get their AUTOINCREMENT when their rows are there, and the statement that makes each.</summary>
    internal static IEnumerable<(string Table, string Sql)> Numbering =>
        Read("msgstore.sql", IsNumberedLate).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (line.Split(' ')[2], line.TrimEnd(';')));

    // One has it from the beginning, because with the first SQLite makes the table that keeps the numbers.
    private static bool IsNumberedLate(string line) => line.Contains(Autoincrement, StringComparison.Ordinal) && !line.StartsWith("CREATE TABLE props ", StringComparison.Ordinal);

    private static bool IsLate(string line) =>
        line.StartsWith("CREATE TRIGGER", StringComparison.Ordinal)
        || (line.Contains(" INDEX ", StringComparison.Ordinal) && line.StartsWith("CREATE ", StringComparison.Ordinal)
            && !line.Contains(" INDEX jid_", StringComparison.Ordinal));

    private static string Read(string name, Predicate<string> wanted, Func<string, string>? change = null)
    {
        using Stream resource = typeof(WhatsAppAndroidSchema).Assembly.GetManifestResourceStream("Schemas/WhatsApp/Android/" + name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using StreamReader reader = new(resource, Encoding.UTF8);
        StringBuilder sql = new();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("CREATE", StringComparison.Ordinal) && wanted(line))
            {
                sql.Append(change is null ? line : change(line)).Append('\n');
            }
        }

        return sql.ToString();
    }
}
