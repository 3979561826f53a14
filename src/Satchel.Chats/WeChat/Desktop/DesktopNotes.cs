using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>What rows beside the messages change, until it is known which messages changed too.</summary>
internal sealed class DesktopNotes
{
    /// <summary>Whether every message must be read again.</summary>
    public bool Everything { get; set; }

    /// <summary>Whether people or chats changed.</summary>
    public bool Directory { get; set; }

    /// <summary>Server ids of messages whose files were told of.</summary>
    public HashSet<long> ServerIds { get; } = [];

    /// <summary>MD5s of files that were told of.</summary>
    public HashSet<string> Hashes { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>User names that came or went.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>Notes a row of a person or a group.</summary>
    /// <param name="change">The change.</param>
    /// <param name="fields">Finds its fields.</param>
    /// <param name="columns">The columns that are read: first the user name.</param>
    public void NotePerson(in RowChange change, RowFields fields, params ReadOnlySpan<string> columns)
    {
        foreach (string column in columns)
        {
            Directory |= fields.Differs(change, column);
        }

        if (fields.Differs(change, columns[0]))
        {
            Names.Add(fields.Text(fields.Before(change, columns[0])));
            Names.Add(fields.Text(fields.After(change, columns[0])));
        }
    }
}
