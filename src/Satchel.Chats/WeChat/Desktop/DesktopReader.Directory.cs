namespace Satchel.Chats.WeChat.Desktop;

/// <content>Who and which chats there are.</content>
internal sealed partial class DesktopReader
{
    // Who is named in messages, known once all of them were read.
    private HashSet<string>? _namedInMessages;

    /// <inheritdoc/>
    public IEnumerable<Participant> ReadParticipants(CancellationToken cancellationToken)
    {
        HashSet<string> ids = new(_store.People.Known, StringComparer.Ordinal);
        ids.UnionWith(_store.People.MemberNames.Keys);
        ids.UnionWith(_store.Shards.SelectMany(shard => shard.Names));
        ids.UnionWith(_store.ChatIds);
        if (Account.Id is { } owner)
        {
            ids.Add(owner);
        }

        ids.UnionWith(NamedInMessages(cancellationToken));
        foreach (string id in ids.Where(id => !WeChatIds.IsGroup(id) && !WeChatIds.IsUnknown(id)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new Participant(id) { Name = _store.People.NameOf(id), Alias = _store.People.RemarkOf(id) };
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Chat> ReadChats(CancellationToken cancellationToken)
    {
        foreach (string id in _store.ChatIds.Distinct(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ChatKind kind = WeChatIds.KindOf(id, Account.Id);
            yield return new Chat(id, kind)
            {
                Title = _store.People.RemarkOf(id) ?? _store.People.NameOf(id),
                Participants = kind == ChatKind.Group ? [.. _store.People.MembersOf(id).Select(member => member.UserName)]
                    : kind == ChatKind.Direct && !WeChatIds.IsUnknown(id) ? [id] : [],
            };
        }
    }

    private HashSet<string> NamedInMessages(CancellationToken cancellationToken)
    {
        if (_namedInMessages is null)
        {
            foreach (Message _ in ReadMessages(cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return _namedInMessages!;
    }
}
