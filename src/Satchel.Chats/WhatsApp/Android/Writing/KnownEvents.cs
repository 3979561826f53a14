using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>
/// The notices that the target phone's own store has. Their ids differ between phones, so that one is known again by its chat, its second, what
/// happened, who did it and whom it concerns.
/// </summary>
internal sealed class KnownEvents : IDisposable
{
    private readonly TargetJids _jids;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement? _subjects;

    public KnownEvents(TargetStore store, TargetJids jids)
    {
        _jids = jids;
        bool hasActions = store.Has("message_system", "action_type");
        store.Database.Execute(
            $"""
             CREATE TEMP TABLE known_events (chat INTEGER, second INTEGER, row INTEGER, action INTEGER, actor INTEGER, PRIMARY KEY (chat, second, row)) WITHOUT ROWID;
             INSERT INTO known_events SELECT m.chat_row_id, m.timestamp / 1000, m._id, {(hasActions ? "coalesce(s.action_type, -1)" : "-1")}, coalesce(m.sender_jid_row_id, 0)
               FROM message m {(hasActions ? "LEFT JOIN message_system s ON s.message_row_id = m._id" : "")}
               WHERE m.message_type = {MessageTypes.System} AND m.timestamp IS NOT NULL AND m.chat_row_id > 0;
             """);
        _find = store.Database.Prepare("SELECT row, action, actor FROM known_events WHERE chat = ?1 AND second BETWEEN ?2 - 1 AND ?2 + 1");
        _subjects = store.Has("message_system_chat_participant", "user_jid_row_id")
            ? store.Database.Prepare("SELECT user_jid_row_id FROM message_system_chat_participant WHERE message_row_id = ?1")
            : null;
    }

    /// <summary>Whether the store has a notice of the same.</summary>
    public bool Has(TargetChat chat, Message message)
    {
        if (message is not { Kind: MessageKind.System, Body: SystemBody body } || body.Event == SystemEvent.Other)
        {
            return false;
        }

        _find.Bind(1, chat.Row);
        _find.Bind(2, message.SentAtMillis / 1000);
        bool found = false;
        while (!found && _find.Step())
        {
            found = MessageTypes.EventOf(_find.Integer(1)) == body.Event && IsSameActor(_find.Integer(2), body.Actor) && HasSubjects(_find.Integer(0), body);
        }

        _find.Reset();
        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _subjects?.Dispose();
    }

    private bool IsSameActor(long row, string? actor) => row == 0 || actor is null || _jids.Existing.Find(row) == _jids.Resolve(actor);

    private bool HasSubjects(long row, SystemBody body)
    {
        if (_subjects is null || body.Event == SystemEvent.NumberChanged)
        {
            return true;
        }

        HashSet<string> subjects = new(StringComparer.Ordinal);
        _subjects.Bind(1, row);
        while (_subjects.Step())
        {
            if (_jids.Existing.FindPerson(_subjects.Integer(0)) is { } id)
            {
                subjects.Add(id);
            }
        }

        _subjects.Reset();
        return subjects.SetEquals(body.Subjects.Select(_jids.Resolve));
    }
}
