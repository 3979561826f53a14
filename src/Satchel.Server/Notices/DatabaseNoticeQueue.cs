using System.Data.Common;
using Dapper;

namespace Satchel.Server.Notices;

/// <summary>Notices in the table that the mail is sent from.</summary>
internal sealed class DatabaseNoticeQueue(TimeProvider time) : INoticeQueue
{
    /// <inheritdoc/>
    public Task EnqueueAsync(DbTransaction transaction, string account, NoticeKind kind, string key, IReadOnlyDictionary<string, string>? values, DateTimeOffset due) =>
        transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO notices (account, kind, key, language, content, made_at, due_at, next_attempt_at)
            SELECT @account, @kind, @key, COALESCE(a.language, 'en'), @content, @now, @due, @due FROM accounts a WHERE a.id = @account
            ON CONFLICT (account, kind, key) DO NOTHING
            """,
            new { account, kind = kind.ToString(), key, content = NoticeContent.Write(values), now = time.GetUtcNow().ToUnixTimeMilliseconds(), due = due.ToUnixTimeMilliseconds() },
            transaction);

    /// <inheritdoc/>
    public async Task WithdrawAsync(DbTransaction transaction, string account, IReadOnlyList<NoticeKind> kinds)
    {
        foreach (NoticeKind kind in kinds)
        {
            await transaction.Connection!.ExecuteAsync(
                "DELETE FROM notices WHERE account = @account AND kind = @kind AND sent_at IS NULL", new { account, kind = kind.ToString() }, transaction);
        }
    }
}
