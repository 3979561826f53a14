namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>How many rows the tables had before anything was written, to see that none of them went.</summary>
/// <param name="Messages">Rows of <c>message</c>.</param>
/// <param name="Chats">Rows of <c>chat</c>.</param>
/// <param name="Jids">Rows of <c>jid</c>.</param>
internal sealed record StoreCounts(long Messages, long Chats, long Jids)
{
    /// <summary>Counts them.</summary>
    public static StoreCounts Of(TargetStore store) => new(Count(store, "message"), Count(store, "chat"), Count(store, "jid"));

    private static long Count(TargetStore store, string table) => store.Database.ReadInteger($"SELECT count(*) FROM {table}") ?? 0;
}

/// <summary>What a run wrote.</summary>
/// <param name="LastOldRow">The highest row of <c>message</c> that was there before.</param>
/// <param name="Before">How many rows there were.</param>
/// <param name="Chats">The chats that messages were put into.</param>
internal sealed record WrittenRows(long LastOldRow, StoreCounts Before, IReadOnlyList<TargetChat> Chats);
