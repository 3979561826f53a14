using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>What the call log says of the calls that the legacy table has a row for, found by the call's id.</summary>
internal sealed class LegacyCalls
{
    private readonly Dictionary<string, Details> _calls = new(StringComparer.Ordinal);

    public LegacyCalls(MsgstoreSchema schema)
    {
        if (!schema.HasLegacy || !CallLog.IsReadable(schema))
        {
            return;
        }

        using SqliteStatement statement = schema.Database.Prepare($"SELECT {schema.Columns("call_log", "call_id", "video_call", "duration", "call_result", "from_me")} FROM call_log t");
        while (statement.Step() && _calls.Count < WhatsAppLimits.MaxChangedMessages)
        {
            _calls[statement.Text(0)] = new Details(statement.IsNull(1) ? null : statement.Integer(1) > 0, statement.Integer(2), statement.IntegerOrNull(3), statement.Integer(4) != 0);
        }
    }

    /// <summary>Whether the log has a call of this id.</summary>
    public bool TryFind(string callId, out Details details) => _calls.TryGetValue(callId, out details);

    /// <summary>A row of the log.</summary>
    internal readonly record struct Details(bool? Video, long Seconds, long? Result, bool FromMe);
}
