using Satchel.Chats;

namespace Satchel.Archive;

/// <summary>Where the messages of a chat stand when a history is read chat by chat: listed chats by id, then others as they turn up.</summary>
internal sealed class ChatOrder
{
    private readonly Dictionary<string, uint> _places = new(StringComparer.Ordinal);

    /// <summary>The order of a view's chats.</summary>
    public static async Task<ChatOrder> OfAsync(HistoryView view, CancellationToken cancellationToken)
    {
        ChatOrder order = new();
        List<string> ids = [];
        await foreach (Chat chat in view.ChatListAsync(cancellationToken))
        {
            ids.Add(chat.Id);
        }

        foreach (string id in ids.Order(StringComparer.Ordinal))
        {
            order.PlaceOf(id);
        }

        return order;
    }

    /// <summary>The place of a chat.</summary>
    public uint PlaceOf(string chatId)
    {
        ref uint place = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_places, chatId, out bool isKnown);
        return isKnown ? place : place = (uint)_places.Count;
    }
}
