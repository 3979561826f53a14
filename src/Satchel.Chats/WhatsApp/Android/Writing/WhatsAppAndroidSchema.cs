using System.Text;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>The tables and indices of WhatsApp's two databases that hold messages and names, as a recent version makes them.</summary>
public static class WhatsAppAndroidSchema
{
    /// <summary>What a query for either database's making takes.</summary>
    public const string Pragmas = "PRAGMA page_size=4096; PRAGMA auto_vacuum=1; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;";

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

    /// <summary>Makes what rows need while they go in: tables, views, and the indices that find a message or an id.</summary>
    internal static string Before => Read("msgstore.sql", line => !IsLate(line));

    /// <summary>Makes the rest: indices cost less where every row is there.</summary>
    internal static string After => Read("msgstore.sql", IsLate) + NewestIndex;

    private static bool IsLate(string line) =>
        line.StartsWith("CREATE TRIGGER", StringComparison.Ordinal)
        || (line.Contains(" INDEX ", StringComparison.Ordinal) && line.StartsWith("CREATE ", StringComparison.Ordinal)
            && !line.Contains(" INDEX message_key_index ", StringComparison.Ordinal) && !line.Contains(" INDEX jid_", StringComparison.Ordinal));

    private static string Read(string name, Predicate<string> wanted)
    {
        using Stream resource = typeof(WhatsAppAndroidSchema).Assembly.GetManifestResourceStream("Schemas/WhatsApp/Android/" + name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using StreamReader reader = new(resource, Encoding.UTF8);
        StringBuilder sql = new();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("CREATE", StringComparison.Ordinal) && wanted(line))
            {
                sql.Append(line).Append('\n');
            }
        }

        return sql.ToString();
    }
}
