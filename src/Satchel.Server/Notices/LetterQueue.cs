using System.Data.Common;
using Dapper;

namespace Satchel.Server.Notices;

/// <summary>Letters to addresses that have no account, or are not to be told apart from those.</summary>
internal static class LetterQueue
{
    /// <summary>Puts a letter down, which is sent at once or not at all after <paramref name="expiresAt"/>.</summary>
    public static Task AddAsync(
        DbTransaction transaction, string address, NoticeKind kind, string? language, IReadOnlyDictionary<string, string>? values, DateTimeOffset now, DateTimeOffset expiresAt) =>
        transaction.Connection!.ExecuteAsync(
            "INSERT INTO letters (address, kind, language, content, next_attempt_at, expires_at) VALUES (@address, @kind, @language, @content, @now, @expiresAt)",
            new
            {
                address,
                kind = kind.ToString(),
                language = language ?? "en",
                content = NoticeContent.Write(values),
                now = now.ToUnixTimeMilliseconds(),
                expiresAt = expiresAt.ToUnixTimeMilliseconds(),
            },
            transaction);
}
