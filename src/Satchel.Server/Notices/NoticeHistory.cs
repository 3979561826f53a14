using System.Data.Common;
using Dapper;
using Satchel.Server.Database;

namespace Satchel.Server.Notices;

/// <summary>What an account was told, for its person to see.</summary>
internal sealed class NoticeHistory(ServerDatabase database, NoticeWriter writer, TimeProvider time)
{
    private const int MostListed = 200;

    /// <summary>The latest notices, newest first, less the links that were for one letter.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="language">The language to tell them in; null for the one each was written in.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task<IReadOnlyList<NoticeEntry>> ListAsync(string account, string? language, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        IEnumerable<NoticeRow> rows = await connection.QueryAsync<NoticeRow>(
            $"SELECT {NoticeRow.Columns} FROM notices n WHERE n.account = @account AND n.due_at <= @now AND n.kind <> 'SignInLink' ORDER BY n.due_at DESC, n.number DESC LIMIT @MostListed",
            new { account, now = time.GetUtcNow().ToUnixTimeMilliseconds(), MostListed });
        return [.. rows.Where(row => Enum.TryParse<NoticeKind>(row.Kind, out _)).Select(row => EntryOf(row, language ?? row.Language))];
    }

    private NoticeEntry EntryOf(NoticeRow row, string language)
    {
        Letter letter = writer.Write(Enum.Parse<NoticeKind>(row.Kind), row.Content, language);
        string text = string.Join("\n\n", letter.Paragraphs.Concat(letter.Facts.Select(fact => $"{fact.Label}{Wordings.For(language).Colon}{fact.Value}")));
        return new NoticeEntry(
            DateTimeOffset.FromUnixTimeMilliseconds(row.DueAt),
            row.Kind,
            letter.Subject,
            text,
            row.SentAt is not null ? "sent" : row.Failed != 0 ? "failed" : "waiting",
            row.SentAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }
}
