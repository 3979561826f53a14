using System.Data.Common;

namespace Satchel.Server.Notices;

/// <summary>What people are told by mail, and see in their account: put down in the transaction that gives cause for it.</summary>
internal interface INoticeQueue
{
    /// <summary>Puts a notice down; one of the same account, kind and key is there once.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="account">Whom it is for.</param>
    /// <param name="kind">What it is about.</param>
    /// <param name="key">Which of that kind.</param>
    /// <param name="values">What its text names.</param>
    /// <param name="due">When it is to be sent.</param>
    Task EnqueueAsync(DbTransaction transaction, string account, NoticeKind kind, string key, IReadOnlyDictionary<string, string>? values, DateTimeOffset due);

    /// <summary>Takes back what was not sent yet and is not true any more.</summary>
    Task WithdrawAsync(DbTransaction transaction, string account, IReadOnlyList<NoticeKind> kinds);
}
