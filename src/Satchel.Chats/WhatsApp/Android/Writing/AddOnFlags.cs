namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>The bits of <c>message_add_on_flags</c> that say that a message has reactions or votes, as the store itself uses them.</summary>
/// <param name="OfReactions">With reactions.</param>
/// <param name="OfVotes">With votes.</param>
internal sealed record AddOnFlags(long OfReactions, long OfVotes)
{
    // What an app of 2025 is said to use; a guess, and only for a store that has nothing to copy from.
    private const long GuessedReactions = 1;
    private const long GuessedVotes = 2;
    private const int Samples = 200;

    /// <summary>Reads them from messages that have some; the guess where there are none.</summary>
    public static AddOnFlags Of(TargetStore store)
    {
        if (store.IsNew || !store.Has("message", "message_add_on_flags") || !store.Has("message_add_on", "message_add_on_type") || !store.Has("message_add_on", "parent_message_row_id"))
        {
            return new AddOnFlags(GuessedReactions, GuessedVotes);
        }

        return new AddOnFlags(Common(store, 56) ?? GuessedReactions, Common(store, 67) ?? GuessedVotes);
    }

    // The bits that all of them share: others may stand for what only some of them have.
    private static long? Common(TargetStore store, int type)
    {
        using Sqlite.SqliteStatement statement = store.Database.Prepare(
            $"SELECT m.message_add_on_flags FROM message_add_on a JOIN message m ON m._id = a.parent_message_row_id WHERE a.message_add_on_type = {type} AND m.message_add_on_flags IS NOT NULL LIMIT {Samples}");
        long? bits = null;
        while (statement.Step())
        {
            bits = (bits ?? -1) & statement.Integer(0);
        }

        return bits;
    }
}
