namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>The last row numbers that the phone's own rows have: what comes after is ours.</summary>
/// <param name="last">The numbers by entity.</param>
internal sealed class AddedRows(IReadOnlyDictionary<string, long> last)
{

    /// <summary>The last message that was there.</summary>
    public long LastMessage => Last("WAMessage");

    /// <summary>The last media item that was there.</summary>
    public long LastMedia => Last("WAMediaItem");

    /// <summary>The last row of reactions and polls that was there.</summary>
    public long LastInfo => Last("WAMessageInfo");

    /// <summary>The last link that was there.</summary>
    public long LastDataItem => Last("WAMessageDataItem");

    /// <summary>The last chat that was there.</summary>
    public long LastSession => Last("WAChatSession");

    /// <summary>The last member of a group that was there.</summary>
    public long LastMember => Last("WAGroupMember");

    /// <summary>Whether an entity has got rows since.</summary>
    public bool IsTouched(string entity, long lastRow) => lastRow > Last(entity);

    private long Last(string entity) => last.GetValueOrDefault(entity);
}
