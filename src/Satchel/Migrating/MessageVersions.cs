using Satchel.Chats;

namespace Satchel.Migrating;

/// <summary>What of several versions of one message is written.</summary>
internal static class MessageVersions
{
    private const long MillisPerSecond = 1000;

    /// <summary>Whether a version counts more than one from an earlier snapshot or source: unless that one knows more, it does.</summary>
    public static bool IsBetter(Message later, Message earlier)
    {
        // What was said outlives that it was revoked, and what is understood what is not.
        int order = (later.Kind != MessageKind.Revoked).CompareTo(earlier.Kind != MessageKind.Revoked);
        order = order != 0 ? order : (later.Kind != MessageKind.Unknown).CompareTo(earlier.Kind != MessageKind.Unknown);
        order = order != 0 ? order : (later.EditedAtMillis ?? 0).CompareTo(earlier.EditedAtMillis ?? 0);
        order = order != 0 ? order : HasContent(later).CompareTo(HasContent(earlier));
        order = order != 0 ? order : later.Reactions.Count.CompareTo(earlier.Reactions.Count);
        return order >= 0;
    }

    /// <summary>Whether there is a file of it.</summary>
    public static bool HasContent(Message message)
    {
        foreach (Attachment attachment in message.Attachments)
        {
            if (!attachment.Missing && !attachment.IsThumbnail)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The better version, with what only the other one knows. Where that is that it was revoked, and not when, it is given the time it was sent.</summary>
    public static Message Complete(Message best, Message rest, IReadOnlyList<Attachment> attachments)
    {
        bool isSame = best.Kind == rest.Kind;
        return best with
        {
            SentAtMillis = Preciser(best.SentAtMillis, rest.SentAtMillis),
            SenderId = best.SenderId ?? rest.SenderId,
            Outgoing = best.Outgoing ?? rest.Outgoing,
            ReceivedAtMillis = best.ReceivedAtMillis ?? rest.ReceivedAtMillis,
            Status = best.Status ?? rest.Status,
            Text = best.Text ?? (isSame ? rest.Text : null),
            Starred = best.Starred || rest.Starred,
            Forwarded = best.Forwarded || (isSame && rest.Forwarded),
            Attachments = attachments,
            ReplyTo = best.ReplyTo ?? (isSame ? rest.ReplyTo : null),
            Mentions = best.Mentions.Count > 0 || !isSame ? best.Mentions : rest.Mentions,
            Reactions = best.Reactions.Count > 0 ? best.Reactions : rest.Reactions,
            RevokedAtMillis = best.RevokedAtMillis ?? rest.RevokedAtMillis ?? (!isSame && rest.Kind == MessageKind.Revoked ? rest.SentAtMillis : null),
            ExpiresAtMillis = best.ExpiresAtMillis ?? rest.ExpiresAtMillis,
            Body = best.Body ?? (isSame ? rest.Body : null),
        };
    }

    // A store that holds whole seconds says less than one that holds thousandths.
    private static long Preciser(long one, long other) =>
        one % MillisPerSecond == 0 && other / MillisPerSecond == one / MillisPerSecond ? other : one;
}
