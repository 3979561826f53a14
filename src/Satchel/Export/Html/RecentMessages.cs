namespace Satchel.Exports.Html;

/// <summary>
/// On which page the last messages of a chat stand, so that a quote can link to what it quotes. Only so many are kept, because
/// memory must not grow with a chat: a reply is seldom to something tens of thousands of messages ago.
/// </summary>
internal sealed class RecentMessages(int capacity)
{
    private readonly Dictionary<string, (string Id, long Page)> _places = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Add(string nativeId, string id, long page)
    {
        if (!_places.TryAdd(nativeId, (id, page)))
        {
            return;
        }

        _order.Enqueue(nativeId);
        if (_order.Count > capacity)
        {
            _places.Remove(_order.Dequeue());
        }
    }

    /// <summary>The address of a message as seen from a page; null where it is not known.</summary>
    public string? AddressOf(string? nativeId, long fromPage) =>
        nativeId is not null && _places.TryGetValue(nativeId, out (string Id, long Page) place)
            ? (place.Page == fromPage ? "" : place.Page.ToString(System.Globalization.CultureInfo.InvariantCulture) + ".html") + "#m" + place.Id
            : null;
}
