using System.Text;
using Satchel.Chats;

namespace Satchel.Tests.Migrating.RoundTrip;

/// <summary>In which fields a message that made a journey is not what it was.</summary>
internal static class MessageDifference
{
    /// <summary>The fields' names in the record stream, some of them more exactly: <c>fileName</c>, <c>fileType</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "message", "nativeId", "sender", "outgoing", "sentAt", "receivedAt", "kind", "text", "status", "starred", "forwarded", "file", "fileName", "fileType", "fileDetails",
        "replyTo", "mentions", "reactions", "editedAt", "revokedAt", "expiresAt", "location", "address", "contacts", "link", "poll", "call", "event", "actor", "subjects", "eventText", "raw",
    ];

    /// <summary>The fields that differ.</summary>
    public static IEnumerable<string> Of(Message before, Message after)
    {
        bool isNotice = before.Kind == MessageKind.System;
        List<(string Name, bool IsSame)> fields =
        [
            ("nativeId", isNotice || before.NativeId is null || before.NativeId == after.NativeId),
            ("sender", before.SenderId == after.SenderId || isNotice),
            ("outgoing", before.Outgoing == after.Outgoing || isNotice),
            ("sentAt", before.SentAtMillis == after.SentAtMillis),
            ("receivedAt", IsKept(before.ReceivedAtMillis, after.ReceivedAtMillis)),
            ("kind", before.Kind == after.Kind),
            ("text", before.Text == after.Text),
            ("status", IsKept(before.Status, after.Status)),
            ("starred", before.Starred == after.Starred),
            ("forwarded", before.Forwarded == after.Forwarded),
            ("replyTo", before.ReplyTo == after.ReplyTo),
            ("mentions", before.Mentions.SequenceEqual(after.Mentions)),
            ("reactions", Set(before.Reactions.Select(r => r.ToString())) == Set(after.Reactions.Select(r => r.ToString()))),
            ("editedAt", before.EditedAtMillis == after.EditedAtMillis),
            ("revokedAt", before.RevokedAtMillis == after.RevokedAtMillis),
            ("expiresAt", before.ExpiresAtMillis == after.ExpiresAtMillis),
            .. Files(before.Attachments.FirstOrDefault(a => !a.IsThumbnail), after.Attachments.FirstOrDefault(a => !a.IsThumbnail)),
        ];
        return fields.Where(f => !f.IsSame).Select(f => f.Name).Concat(before.Kind == after.Kind ? Bodies(before.Body, after.Body) : []);
    }

    private static IEnumerable<(string, bool)> Files(Attachment? before, Attachment? after)
    {
        yield return ("file", Content(before) == Content(after));
        yield return ("fileName", before?.Name is null || before.Name == after?.Name || before.Name == FileOf(before.Path));
        yield return ("fileType", before?.Mime is null || before.Mime == after?.Mime);
        yield return ("fileDetails", before?.Width == after?.Width && before?.Height == after?.Height && before?.DurationMillis == after?.DurationMillis);
    }

    private static IEnumerable<string> Bodies(MessageBody? before, MessageBody? after)
    {
        switch (before, after)
        {
            case (LocationBody a, LocationBody b):
                return Named(("location", a with { Address = null } == b with { Address = null }), ("address", a.Address == b.Address));
            case (ContactsBody a, ContactsBody b):
                return Named(("contacts", a.Contacts.SequenceEqual(b.Contacts)));
            case (PollBody a, PollBody b):
                return Named(("poll", Text(a) == Text(b)));
            case (SystemBody a, SystemBody b):
                return Named(("event", a.Event == b.Event), ("actor", a.Actor == b.Actor), ("subjects", Set(a.Subjects) == Set(b.Subjects)), ("eventText", a.Text == b.Text));
            case (LinkBody, LinkBody or null) or (null, LinkBody):
                return Named(("link", before == after));
            case (CallBody, CallBody or null) or (null, CallBody):
                return Named(("call", before == after));
            case (null, null):
                return [];
            default:
                return Named(((before ?? after)!.GetType().Name, false));
        }
    }

    private static IEnumerable<string> Named(params (string Name, bool IsSame)[] fields) => fields.Where(f => !f.IsSame).Select(f => f.Name);

    // What nobody said of a message, a store may say: that one which came was received.
    private static bool IsKept<T>(T? before, T? after)
        where T : struct => before is null || before.Equals(after);

    private static string? FileOf(string? path) => path?[(path.LastIndexOf('/') + 1)..];

    private static string Content(Attachment? file) => file is null || file.Missing ? "" : Convert.ToHexString(file.Sha256 ?? []);

    private static string Set(IEnumerable<string> values) => string.Join('\n', values.Order(StringComparer.Ordinal));

    private static string Text(PollBody poll)
    {
        StringBuilder text = new(poll.Question);
        foreach (PollOption option in poll.Options)
        {
            text.Append('\n').Append(option.Text).Append(": ").Append(string.Join(' ', option.Voters.Order(StringComparer.Ordinal)));
        }

        return text.ToString();
    }
}
